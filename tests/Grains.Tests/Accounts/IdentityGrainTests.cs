using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Profiles;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Grains.Tests.Accounts;

/// <summary>What a sign-in by passkey or identity asks for, and in which order.</summary>
public sealed class IdentityGrainTests
{
    private const string Ada = "user-1", Credential = "credential";
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DeterministicScheduler scheduler = new();
    private readonly FaultyStore store = new();
    private readonly FakePasskeys passkeys = new();
    private readonly FakeGrains grains = new();
    private readonly SignInOrigin phone = new("home", "phone");
    private bool isListed = true;
    private object nonce = Done.Instance;
    private int operations;

    public IdentityGrainTests() => grains
        .On<IWaysInGrain>(nameof(IWaysInGrain.HasAsync), (_, _) => isListed)
        .On<INonceGrain>(nameof(INonceGrain.UseAsync), (_, _) => nonce)
        .On<INonceGrain>(nameof(INonceGrain.IsOpenAsync), (_, _) => true)
        .On<ISecondFactorGrain>(nameof(ISecondFactorGrain.CheckAsync), (_, _) => Done.Instance)
        .On<IUserGrain>(nameof(IUserGrain.GetAsync), (_, _) => new UserView(
            Ada, "ada@example.org", "Ada", null, null, null, null, null, [], 1, [], "free", "XCABCDEFGH", null, 0, 0, default, default,
            false, null, 0, [], 0, 0, [], false, 0))
        .On<IAccountGrain>(nameof(IAccountGrain.RecognizeDeviceAsync), (_, _) => Done.Instance)
        .On<IAccountGrain>(nameof(IAccountGrain.SignInWithProviderAsync), (_, _) => new AccountView("user-2", Opened: false))
        .On<IWaysInGrain>(nameof(IWaysInGrain.LinkAsync), (_, _) => Done.Instance);

    [Fact]
    public void Passkey_signs_in_once_its_challenge_and_counter_count()
    {
        var grain = Open(Passkeys.KeyOf(Credential), new IdentityClaimed(Ada, "public", 4));
        passkeys.Result = new UsedPasskey(5, "challenge");
        SignIn(grain).Value.ShouldBe(new AccountView(Ada, Opened: false));
        grains.Only("INonceGrain.UseAsync").Key.ShouldBe(Ids.Digest(Passkeys.NonceOf("challenge", null)));
        grains.Only("IAccountGrain.RecognizeDeviceAsync").Command<RecognizeDevice>().Origin.ShouldBe(phone);
        grains.Called.ShouldNotContain("ISecondFactorGrain.CheckAsync", "the user's verification replaces it");
        SignIn(grain).Fault.ShouldBe(PasskeyFaults.CounterWentBack);
        grains.All("IAccountGrain.RecognizeDeviceAsync").Count.ShouldBe(1);
    }

    [Fact]
    public void Wrong_passkey_uses_up_no_challenge()
    {
        var grain = Open(Passkeys.KeyOf(Credential), new IdentityClaimed(Ada, "public", 0));
        SignIn(grain).Fault.ShouldBe(PasskeyFaults.Rejected);
        passkeys.Result = new UsedPasskey(0, "challenge");
        SignIn(grain, "user-2").Fault.ShouldBe(PasskeyFaults.Rejected, "the authenticator keeps another person");
        isListed = false;
        SignIn(grain).Fault.ShouldBe(PasskeyFaults.Rejected, "it was removed, or its addition was interrupted");
        grains.Called.ShouldNotContain("INonceGrain.UseAsync");
        (isListed, nonce) = (true, IdentityFaults.InvalidNonce);
        SignIn(grain).Fault.ShouldBe(PasskeyFaults.InvalidChallenge);
        grains.Called.ShouldNotContain("IAccountGrain.RecognizeDeviceAsync");
    }

    [Fact]
    public void Released_passkey_signs_nobody_in()
    {
        var grain = Open(Passkeys.KeyOf(Credential), new IdentityClaimed(Ada, "public", 0), new IdentityReleased());
        passkeys.Result = new UsedPasskey(0, "challenge");
        SignIn(grain).Fault.ShouldBe(PasskeyFaults.Rejected);
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public void Unlinked_identity_goes_by_its_address_before_it_is_released()
    {
        var google = new VerifiedIdentity("google", "subject-1", "ada@example.org", "Ada", null, "nonce");
        var grain = Open(Identities.KeyOf(google), new IdentityClaimed(Ada));
        SignIn(grain, google).UserId.ShouldBe(Ada);
        isListed = false;
        SignIn(grain, google).UserId.ShouldBe("user-2");
    }

    private IdentityGrain Open(string key, params IdentityEvent[] events)
    {
        var journal = new Journal<IdentityState, IdentityEvent>(
            AccountJournal.Identity, store, store, new OutboxMessageTypes([]), null!, new FakeTimeProvider(), Metrics,
            NullLogger<Journal<IdentityState, IdentityEvent>>.Instance);
        var grain = new IdentityGrain(journal, passkeys, grains.Factory);
        // The grain would end its activation, and there is none.
        journal.Failed = null;
        scheduler.Complete(async () =>
        {
            await journal.OpenAsync(key, $"identity/{key}");
            return 0;
        });
        if (events.Length > 0)
            Complete(() => journal.HandleAsync(
                "stored", (_, _) => Decision<IdentityEvent>.Record([.. events]), static (_, _) => Done.Instance));
        return grain;
    }

    private Outcome<AccountView> SignIn(IdentityGrain grain, string user = Ada) => Complete(() => grain.SignInWithPasskeyAsync(new(
        $"sign-in-{operations++}", new PasskeyAssertion(Credential, "client", "data", "signature", Passkeys.HandleOf(user)), phone)));

    private AccountView SignIn(IdentityGrain grain, VerifiedIdentity identity) =>
        Complete(() => grain.SignInAsync(new($"sign-in-{operations++}", "user-new", identity, null, phone, null))).Value!;

    private T Complete<T>(Func<Task<T>> start)
    {
        var task = scheduler.Start(start);
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle()) store.EndAll(AppendOutcome.Answered);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private sealed class FakePasskeys : IPasskeys
    {
        public Outcome<UsedPasskey> Result { get; set; } = PasskeyFaults.Rejected;

        public Outcome<RelyingParty> RelyingParty => PasskeyFaults.NotConfigured;

        public Task<Outcome<NewPasskey>> VerifyNewAsync(PasskeyAttestation attestation) =>
            Task.FromResult<Outcome<NewPasskey>>(PasskeyFaults.Rejected);

        public Task<Outcome<UsedPasskey>> VerifyAsync(PasskeyAssertion assertion, string publicKey) => Task.FromResult(Result);
    }
}
