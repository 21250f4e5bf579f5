using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Mail;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Grains.Tests.Accounts;

/// <summary>Signing in by password where the stored hash is not as this build would make it today.</summary>
public sealed class SignInTests : IDisposable
{
    private const string Password = "correct horse battery";

    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DeterministicScheduler scheduler = new();
    private readonly FakeTimeProvider time = new();
    private readonly FaultyStore store = new();
    private readonly FakePasswords hashes = new();
    private readonly FakeGrains grains = new();
    private readonly AccountGrain grain;
    private readonly Journal<AccountState, AccountEvent> journal;
    private int operations;

    public SignInTests()
    {
        journal = new Journal<AccountState, AccountEvent>(
            AccountJournal.Account, store, store, new OutboxMessageTypes([]), null!, time, Metrics,
            NullLogger<Journal<AccountState, AccountEvent>>.Instance);
        grain = new AccountGrain(journal, hashes, grains.Factory, time, NullLogger<AccountGrain>.Instance);
        grains.On<ISecondFactorGrain>(nameof(ISecondFactorGrain.CheckAsync), (_, _) => Done.Instance);
        // The grain would end its activation, and there is none.
        journal.Failed = null;
        scheduler.Complete(async () =>
        {
            await journal.OpenAsync("ada", "account/ada");
            return 0;
        });
    }

    public void Dispose() => grain.Dispose();

    [Fact]
    public void Sign_in_with_an_outdated_hash_stores_a_new_hash_once()
    {
        Open("old:" + Password);
        SignIn().Value!.UserId.ShouldBe("user-1");
        journal.Committed.PasswordHash.ShouldBe("new:" + Password);
        store.Rows.Values.Last(r => r.Type == "accounts.password-rehashed.v1").Op.ShouldEndWith("/rehash");
        store.Pending.ShouldBe(0, "no session ends");

        var rows = store.Rows.Count;
        SignIn().IsOk.ShouldBeTrue();
        store.Rows.Count.ShouldBe(rows);
    }

    [Fact]
    public void Wrong_password_with_an_outdated_hash_keeps_the_hash()
    {
        Open("old:" + Password);
        SignIn("another").Fault.ShouldBe(AccountFaults.InvalidCredentials);
        journal.Committed.PasswordHash.ShouldBe("old:" + Password);
        journal.Committed.Failures.Length.ShouldBe(1);
    }

    [Fact]
    public void Uncheckable_hash_does_not_count_as_an_attempt()
    {
        Open("unknown:" + Password);
        var rows = store.Rows.Count;
        for (var i = 0; i < 20; i++) SignIn().Fault.ShouldBe(AccountFaults.PasswordNotCheckable);
        store.Rows.Count.ShouldBe(rows);
        Complete(() => grain.ChangePasswordAsync(new($"change-{operations++}", "user-1", Password, "another one", "session-1")))
            .Fault.ShouldBe(AccountFaults.PasswordNotCheckable);
        store.Rows.Count.ShouldBe(rows);
    }

    [Fact]
    public void Sign_in_survives_a_failed_write_of_the_new_hash()
    {
        Open("old:" + Password);
        var signedIn = Complete(Start, AppendOutcome.Failed);
        signedIn.Value!.UserId.ShouldBe("user-1");
        journal.Committed.PasswordHash.ShouldBe("old:" + Password);
    }

    [Fact]
    public void Sign_in_survives_a_full_hashing_queue()
    {
        Open("old:" + Password);
        hashes.Full = true;
        SignIn().Value!.UserId.ShouldBe("user-1");
        journal.Committed.PasswordHash.ShouldBe("old:" + Password);
    }

    [Fact]
    public void Password_changed_during_rehash_is_kept()
    {
        var account = new AccountState("ada") { UserId = "user-1", PasswordHash = "new:another" };
        AccountRules.Rehash(account, "old:" + Password, "new:" + Password).Events.ShouldBeEmpty();
        AccountRules.Rehash(account with { PasswordHash = "old:" + Password }, "old:" + Password, "new:" + Password).Events
            .ShouldBe([new PasswordRehashed("new:" + Password)]);
    }

    [Fact]
    public void Known_device_is_not_locked_out_by_a_stranger()
    {
        var home = new SignInOrigin("home", "home phone");
        Open("new:" + Password);
        SignIn(Password, home).IsOk.ShouldBeTrue();
        for (var i = 0; i < AccountRules.FreeAttempts; i++)
            SignIn("guess", new("cafe", "stranger")).Fault.ShouldBe(AccountFaults.InvalidCredentials);
        SignIn("guess", new("cafe", "stranger")).Fault!.Code.ShouldBe("too_many_attempts");
        SignIn(Password, home).IsOk.ShouldBeTrue();
        SignIn("guess", new("cafe", "stranger"))
            .Fault!.Code.ShouldBe("too_many_attempts", "the owner's success says nothing about the stranger");
        SignIn(Password, new("train", "new phone")).IsOk.ShouldBeTrue("another address has its own count");
    }

    [Fact]
    public void Unknown_devices_share_one_throttle()
    {
        var home = new SignInOrigin("home", "home phone");
        Open("new:" + Password);
        SignIn(Password, home).IsOk.ShouldBeTrue();
        for (var i = 0; i < AccountRules.FreeAttemptsPerAccount; i++)
            SignIn("guess", new($"address {i}", "stranger")).Fault.ShouldBe(AccountFaults.InvalidCredentials);
        SignIn(Password, new("another address", "stranger")).Fault!.Code.ShouldBe("too_many_attempts");
        SignIn(Password, home).IsOk.ShouldBeTrue();
        for (var i = 0; i < AccountRules.FreeAttempts; i++) SignIn("guess", home).Fault.ShouldBe(AccountFaults.InvalidCredentials);
        SignIn(Password, home).Fault!.Code.ShouldBe("too_many_attempts", "its own count holds for it, too");
    }

    [Fact]
    public void Known_devices_and_failures_are_kept_within_bounds()
    {
        var account = new AccountState("ada");
        for (var i = 0; i < 1000; i++)
        {
            account = AccountState.Apply(
                account, new EventEnvelope<AccountEvent>(0, i, time.GetUtcNow(), null, new DeviceRecognized($"device {i}")));
            account =
                AccountState.Apply(
                    account, new EventEnvelope<AccountEvent>(
                    1, i, time.GetUtcNow(), null, new SignInFailedFrom($"address {i}", $"device {i}")));
        }
        (account.Devices.Length, account.Devices[^1], account.Failures.Length).ShouldBe((20, "device 999", AccountState.MaxFailures));
    }

    [Fact]
    public void Password_removed_during_the_check_is_rejected()
    {
        Open("new:" + Password);
        hashes.BeforeAnswer = () => journal.HandleAsync("reclaim", (_, _) => new AccountReclaimed(), static (_, _) => Done.Instance);
        SignIn().Fault.ShouldBe(AccountFaults.InvalidCredentials);
    }

    [Fact]
    public void Owner_of_the_address_reclaims_a_password_account()
    {
        Open("new:" + Password);
        var vouched = new SignInWithProvider("google", "user-2", new ProviderIdentity("ada@example.org", "Ada", null), null);
        var account = Complete(() => grain.SignInWithProviderAsync(vouched)).Value!;
        account.ShouldBe(new AccountView("user-1", Opened: false, Reclaimed: true));
        journal.Committed.PasswordHash.ShouldBeNull();
        store.Pending.ShouldBe(3, "the user is reclaimed, and loses the second factor and the identities of the opener");
        grains.Called.ShouldBeEmpty("its second factor is not the owner's");
        SignIn().Fault.ShouldBe(AccountFaults.InvalidCredentials);
        Complete(() => grain.SignInWithProviderAsync(vouched with { OperationId = "again" }))
            .Value.ShouldBe(new AccountView("user-1", Opened: false));
    }

    [Fact]
    public void Known_devices_are_listed_for_the_owner_and_forgotten()
    {
        Open("new:" + Password);
        SignIn(Password, new("home", "phone", "A phone")).IsOk.ShouldBeTrue();
        SignIn(Password, new("work", "laptop")).IsOk.ShouldBeTrue();
        Complete(() => grain.DevicesAsync("user-1")).Select(device => (device.Device, device.Name))
            .ShouldBe([("laptop", null), ("phone", "A phone")]);
        Complete(() => grain.DevicesAsync("user-2")).ShouldBeEmpty();
        Complete(() => grain.ForgetDeviceAsync(new("f1", "user-2", "phone"))).Fault.ShouldBe(AccountFaults.UnknownDevice);
        Complete(() => grain.ForgetDeviceAsync(new("f2", "user-1", "phone"))).IsOk.ShouldBeTrue();
        Complete(() => grain.ForgetDeviceAsync(new("f3", "user-1", "phone"))).Fault.ShouldBe(AccountFaults.UnknownDevice);
        Complete(() => grain.DevicesAsync("user-1")).ShouldHaveSingleItem().Device.ShouldBe("laptop");
        // Stored by an earlier version, without a name.
        Complete(() => journal.HandleAsync("old", (_, _) => new DeviceRecognized("old"), static (_, _) => Done.Instance));
        Complete(() => grain.DevicesAsync("user-1"))[0].ShouldBe(new KnownDevice("old", null, time.GetUtcNow()));
    }

    [Fact]
    public void Right_password_without_the_second_factor_is_refused()
    {
        Open("new:" + Password);
        grains.On<ISecondFactorGrain>(
            nameof(ISecondFactorGrain.CheckAsync), (_, a) =>
            ((UseSecondFactor)a[0]!).Code == "123456" ? Done.Instance : SecondFactorFaults.Required);
        SignIn().Fault.ShouldBe(SecondFactorFaults.Required);
        SignIn("guess").Fault.ShouldBe(AccountFaults.InvalidCredentials, "a wrong password does not tell that there is a second factor");
        grains.Only("ISecondFactorGrain.CheckAsync").Key.ShouldBe("user-1");
        Complete(() => grain.SignInAsync(new("with-code", Password, null, "123456"))).Value!.UserId.ShouldBe("user-1");
    }

    [Fact]
    public void Device_is_known_after_the_second_factor_and_its_owner_learns_of_it()
    {
        var (home, cafe) = (new SignInOrigin("home", "laptop"), new SignInOrigin("cafe", "phone"));
        Open("new:" + Password);
        Complete(() => journal.HandleAsync("verified", (_, _) => new EmailVerified(), static (_, _) => Done.Instance));
        SignIn(Password, home).IsOk.ShouldBeTrue();
        store.Pending.ShouldBe(0, "there was no device to compare it with");
        grains.On<ISecondFactorGrain>(nameof(ISecondFactorGrain.CheckAsync), (_, _) => SecondFactorFaults.Required);
        SignIn(Password, cafe).Fault.ShouldBe(SecondFactorFaults.Required);
        journal.Committed.Devices.ShouldBe(["laptop"]);
        grains.On<ISecondFactorGrain>(nameof(ISecondFactorGrain.CheckAsync), (_, _) => Done.Instance);
        for (var i = 0; i < 2; i++) SignIn(Password, cafe).IsOk.ShouldBeTrue();
        journal.Committed.Devices.ShouldBe(["laptop", "phone"]);
        store.Entries.ShouldHaveSingleItem().Kind.ShouldBe("mail.send.v1");
    }

    [Fact]
    public void New_device_is_mailed_to_a_verified_address_only()
    {
        var recognize = new RecognizeDevice("op", "user-1", new SignInOrigin("cafe", "phone"));
        var account = new AccountState("ada") { UserId = "user-1", PasswordHash = "hash", Devices = ["laptop"] };
        AccountRules.RecognizeDevice(account, recognize, default).Messages.ShouldBeEmpty("the address may be a stranger's");
        account = account with { HasVerifiedEmail = true };
        AccountRules.RecognizeDevice(account, recognize, default).Messages.ShouldHaveSingleItem().Command
            .ShouldBe(new SendMail("op/mail", MailKinds.NewDevice, "user-1"));
        AccountRules.RecognizeDevice(account, recognize with { UserId = "user-2" }, default).Events.ShouldBeEmpty();
        AccountRules.RecognizeDevice(account with { Devices = ["phone"] }, recognize, default).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Provider_does_not_replace_the_second_factor()
    {
        Complete(() => journal.HandleAsync("open", (_, _) => new AccountOpened("user-1", null), static (_, _) => Done.Instance));
        grains.On<ISecondFactorGrain>(nameof(ISecondFactorGrain.CheckAsync), (_, _) => SecondFactorFaults.Required);
        var vouched = new SignInWithProvider("google", "user-2", new ProviderIdentity("ada@example.org", "Ada", null), null);
        Complete(() => grain.SignInWithProviderAsync(vouched)).Fault.ShouldBe(SecondFactorFaults.Required);
    }

    private void Open(string hash) =>
        Complete(() => journal.HandleAsync("open", (_, _) => new AccountOpened("user-1", hash), static (_, _) => Done.Instance));

    private Outcome<AccountView> SignIn(string password = Password, SignInOrigin? origin = null) => Complete(() => Start(password, origin));

    private Task<Outcome<AccountView>> Start() => Start(Password);

    private Task<Outcome<AccountView>> Start(string password, SignInOrigin? origin = null) =>
        grain.SignInAsync(new($"sign-in-{operations++}", password, origin));

    /// <summary>Runs to the end, with every append ending as said.</summary>
    private T Complete<T>(Func<Task<T>> start, AppendOutcome ending = AppendOutcome.Answered)
    {
        var task = scheduler.Start(start);
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle()) store.EndAll(ending);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    /// <summary>FakePasswords that can be read: <c>old</c> is outdated, <c>new</c> is today's.</summary>
    private sealed class FakePasswords : IPasswords
    {
        public bool Full { get; set; }

        public Func<Task>? BeforeAnswer { get; set; }

        public Task<Outcome<string>> HashAsync(string password, string? source = null) =>
            Task.FromResult<Outcome<string>>(Full ? AccountFaults.Busy : "new:" + password);

        public async Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null)
        {
            if (BeforeAnswer is { } before)
            {
                BeforeAnswer = null;
                await before();
            }
            return Check(password, hash);
        }

        private static Outcome<PasswordCheck> Check(string password, string? hash) =>
            hash?.Split(':') is not [var scheme, var right] ? PasswordCheck.Wrong
            : scheme == "unknown" ? AccountFaults.PasswordNotCheckable
            : right != password ? PasswordCheck.Wrong
            : scheme == "new" ? PasswordCheck.Right : PasswordCheck.Outdated;
    }
}
