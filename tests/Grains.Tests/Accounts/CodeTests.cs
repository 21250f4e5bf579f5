using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Outbox;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Mail;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Accounts;

/// <summary>Codes by mail, at the account that decides about them.</summary>
public sealed class CodeTests : IDisposable
{
    private const string Code = "7K2M9QXA", Ada = "user-1", Home = "ada@example.org", Work = "ada@example.net";

    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DeterministicScheduler scheduler = new();
    private readonly FakeTimeProvider time = new();
    private readonly FaultyStore store = new();
    private readonly Journal<AccountState, AccountEvent> journal;
    private readonly AccountGrain grain;
    private int operations;

    public CodeTests()
    {
        journal = new Journal<AccountState, AccountEvent>(
            AccountJournal.Account, store, store, new OutboxMessageTypes([]), null!, time, Metrics,
            NullLogger<Journal<AccountState, AccountEvent>>.Instance);
        grain = new AccountGrain(journal, new PlainPasswords(), null!, time, NullLogger<AccountGrain>.Instance);
        journal.Failed = null;
        scheduler.Complete(async () =>
        {
            await journal.OpenAsync(Ids.OfEmail(Home), "account/ada");
            return 0;
        });
    }

    public void Dispose() => grain.Dispose();

    [Fact]
    public void Code_verifies_the_address_once()
    {
        Open();
        Issue(MailKinds.VerifyEmail);
        Verify("AAAAAAAA").Fault.ShouldBe(AccountFaults.InvalidCode);
        journal.Committed.IsVerified.ShouldBeFalse();
        Verify(Code).IsOk.ShouldBeTrue();
        journal.Committed.IsVerified.ShouldBeTrue();
        Verify(Code).Fault.ShouldBe(AccountFaults.InvalidCode, "it is used");
    }

    [Fact]
    public void Repeated_operation_returns_its_first_outcome()
    {
        Open();
        Issue(MailKinds.VerifyEmail);
        for (var i = 0; i < 2; i++) Complete(() => grain.VerifyEmailAsync(new("verify", Code))).IsOk.ShouldBeTrue();
        Issue(MailKinds.ResetPassword);
        for (var i = 0; i < 2; i++) Complete(() => grain.ResetPasswordAsync(new("reset", Code, "better"))).IsOk.ShouldBeTrue();
        journal.Committed.PasswordHash.ShouldBe("better");
    }

    [Fact]
    public void Code_expires_after_thirty_minutes()
    {
        Open();
        Issue(MailKinds.ResetPassword);
        time.Advance(TimeSpan.FromMinutes(30));
        Reset(Code, "better").Fault.ShouldBe(AccountFaults.InvalidCode);
        Issue(MailKinds.ResetPassword);
        time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        Reset(Code, "better").IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Code_of_another_purpose_or_person_is_rejected()
    {
        Open();
        Issue(MailKinds.VerifyEmail);
        Reset(Code, "better").Fault.ShouldBe(AccountFaults.InvalidCode);
        Complete(() => grain.IssueCodeAsync(new("foreign", MailKinds.ResetPassword, "user-2", Code))).IsOk.ShouldBeTrue();
        Reset(Code, "better").Fault.ShouldBe(AccountFaults.InvalidCode);
        journal.Committed.PasswordHash.ShouldBe("first");
    }

    [Fact]
    public void Newer_code_replaces_the_older_one()
    {
        Open();
        Issue(MailKinds.ResetPassword);
        Issue(MailKinds.ResetPassword, "NEWER123");
        Reset(Code, "better").Fault.ShouldBe(AccountFaults.InvalidCode);
        Reset("NEWER123", "better").IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Two_resets_at_once_set_one_password()
    {
        Open();
        Issue(MailKinds.ResetPassword);
        var both = Complete(() => Task.WhenAll(
            grain.ResetPasswordAsync(new("one", Code, "of one")), grain.ResetPasswordAsync(new("two", Code, "of two"))));
        both.Count(outcome => outcome.IsOk).ShouldBe(1);
        both.Single(outcome => !outcome.IsOk).Fault.ShouldBe(AccountFaults.InvalidCode);
        journal.Committed.PasswordHash.ShouldBe(both[0].IsOk ? "of one" : "of two");
    }

    [Fact]
    public void Reset_ends_sessions_verifies_and_tells_the_person()
    {
        Open();
        Issue(MailKinds.ResetPassword);
        var reset = CodeRules.ResetPassword(
            journal.Committed, new ResetPassword("op", Code, "better"), Code, "better", time.GetUtcNow());
        reset.Messages.Select(message => message.Type.Alias)
            .ShouldBe([
                "accounts.end-sessions.v1", "accounts.verify-user.v1", "mail.send.v1", "accounts.reset-second-factor.v1",
                "accounts.reset-ways-in.v1",
            ]);
        reset.Messages[0].Command.ShouldBe(new EndSessions("op/sessions", null, Sessions.PasswordChanged));
        reset.Messages[2].Command.ShouldBe(new SendMail("op/mail", MailKinds.PasswordChanged, Ada));
    }

    [Fact]
    public void Reset_takes_second_factor_and_identities_of_an_opener_who_never_verified()
    {
        Open();
        Issue(MailKinds.ResetPassword);
        var command = new ResetPassword("op", Code, "better");
        var reset = CodeRules.ResetPassword(journal.Committed, command, Code, "better", time.GetUtcNow()).Messages[^2..];
        reset.ShouldAllBe(message => message.Target == Ada);
        reset.Select(message => message.Command)
            .ShouldBe([new ResetSecondFactor("op/second-factor-reset"), new ResetWaysIn("op/ways-in-reset")]);
        var verified = journal.Committed with { HasVerifiedEmail = true };
        CodeRules.ResetPassword(verified, command, Code, "better", time.GetUtcNow()).Messages
            .ShouldNotContain(message => message.Command is ResetSecondFactor || message.Command is ResetWaysIn);
    }

    [Fact]
    public void Mistyped_codes_throttle_their_origin()
    {
        var thief = new SignInOrigin("cafe", "stranger");
        Open();
        Issue(MailKinds.ResetPassword);
        for (var i = 0; i < AccountRules.FreeAttempts; i++) Reset("AAAAAAAA", "mine", thief).Fault.ShouldBe(AccountFaults.InvalidCode);
        Reset(Code, "mine", thief).Fault!.Code.ShouldBe("too_many_attempts");
        Reset(Code, "better", new("home", "phone")).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Request_for_an_unknown_address_stores_and_sends_the_same()
    {
        var request = new RequestCode("op", MailKinds.ResetPassword, null);
        var unknown = CodeRules.Request(new AccountState("key"), request, time.GetUtcNow());
        var known = CodeRules.Request(
            new AccountState("key") { UserId = Ada, PasswordHash = "hash" }, request, time.GetUtcNow());
        unknown.Refusal.ShouldBeNull();
        unknown.Events.ShouldBe(known.Events);
        unknown.Messages.ShouldHaveSingleItem().Type.ShouldBe(known.Messages.ShouldHaveSingleItem().Type);
        MailMessages.Send.ResponseAwaitsDelivery.ShouldBeFalse("or the time would tell");
    }

    [Fact]
    public void Requests_for_codes_are_bounded_by_minute_and_day()
    {
        Open();
        var before = store.Rows.Count;
        Request().IsOk.ShouldBeTrue();
        Request().IsOk.ShouldBeTrue("the answer is the same");
        store.Rows.Count.ShouldBe(before + 1, "the mail is on its way already");
        for (var i = 0; i < 30; i++)
        {
            time.Advance(CodeRules.Pause);
            Request().IsOk.ShouldBeTrue();
        }
        store.Rows.Count.ShouldBe(before + CodeRules.CodesPerDay);
        time.Advance(TimeSpan.FromDays(1));
        Request().IsOk.ShouldBeTrue();
        store.Rows.Count.ShouldBe(before + CodeRules.CodesPerDay + 1);
    }

    [Fact]
    public void Verified_address_is_sent_no_code()
    {
        Open();
        Issue(MailKinds.VerifyEmail);
        Verify(Code).IsOk.ShouldBeTrue();
        Complete(() => grain.RequestCodeAsync(new("again", MailKinds.VerifyEmail, Ada))).Fault.ShouldBe(AccountFaults.AlreadyVerified);
        Complete(() => grain.RequestCodeAsync(new("foreign", MailKinds.VerifyEmail, "user-2"))).Fault.ShouldBe(AccountFaults.UnknownUser);
    }

    [Fact]
    public void Moved_account_leaves_the_address_free_and_keeps_its_password()
    {
        var home = new AccountState(Ids.OfEmail(Home)) { UserId = Ada, PasswordHash = "hash" };
        var work = new AccountState(Ids.OfEmail(Work))
        {
            Codes = System.Collections.Immutable.ImmutableDictionary<string, AccountCode>.Empty
                .Add(MailKinds.ChangeEmail, new AccountCode(Ada, Code, time.GetUtcNow().AddMinutes(30))),
        };
        var confirm = new ConfirmEmailChange("op", Ada, Code, Work, Home);
        CodeRules.ConfirmChange(work, confirm with { UserId = "user-2" }, Code, time.GetUtcNow())
            .Refusal.ShouldBe(AccountFaults.InvalidCode);
        CodeRules.ConfirmChange(work with { UserId = "user-3" }, confirm, Code, time.GetUtcNow())
            .Refusal.ShouldBe(AccountFaults.EmailTaken);

        var confirmed = CodeRules.ConfirmChange(work, confirm, Code, time.GetUtcNow());
        work = After(work, confirmed);
        AccountRules.Register(work, new("other", "user-4", Work, "password", new NewProfile("Eve"), null, null), "hash", null)
            .Refusal.ShouldBe(AccountFaults.EmailTaken, "it is reserved");
        var left = CodeRules.Leave(home, (LeaveAddress)confirmed.Messages.ShouldHaveSingleItem().Command, time.GetUtcNow());
        home = After(home, left);
        home.ShouldBe(new AccountState(home.Key), "nothing of the account stays at the earlier address");
        left.Messages.Select(message => message.Command).ShouldBe([
            new TakeAddress("op/leave/take", Ada, "hash"), new ChangeUserEmail("op/leave/user", Work),
            new SendMail("op/leave/mail", MailKinds.EmailChanged, Ada, Home)]);
        work = After(work, CodeRules.Take(work, (TakeAddress)left.Messages[0].Command, time.GetUtcNow()));
        (work.UserId, work.PasswordHash, work.IsVerified, work.ReservedFor).ShouldBe((Ada, "hash", true, null));
    }

    [Fact]
    public void Account_that_moved_elsewhere_releases_the_reservation()
    {
        var leave = new LeaveAddress("op", Ada, Home, Work);
        CodeRules.Leave(new AccountState(Ids.OfEmail(Home)), leave, time.GetUtcNow()).Refusal.ShouldBe(AccountFaults.UnknownUser);
        var reserved = new AccountState(Ids.OfEmail(Work)) { ReservedFor = Ada };
        After(reserved, CodeRules.Take(reserved, new("refused", Ada, null, IsRefused: true), time.GetUtcNow())).ReservedFor.ShouldBeNull();
    }

    private AccountState After(AccountState account, Decision<AccountEvent> decision) => decision.Events.Aggregate(
        account, (state, happened) => AccountState.Apply(
            state, new EventEnvelope<AccountEvent>(0, 1, time.GetUtcNow(), null, happened)));

    private void Open() =>
        Complete(() => journal.HandleAsync("open", (_, _) => new AccountOpened(Ada, "first"), static (_, _) => Done.Instance));

    private void Issue(string purpose, string code = Code) =>
        Complete(() => grain.IssueCodeAsync(new($"issue-{operations++}", purpose, Ada, code))).IsOk.ShouldBeTrue();

    private Outcome<Done> Verify(string code) => Complete(() => grain.VerifyEmailAsync(new($"verify-{operations++}", code)));

    private Outcome<Done> Reset(string code, string password, SignInOrigin? origin = null) =>
        Complete(() => grain.ResetPasswordAsync(new($"reset-{operations++}", code, password, origin)));

    private Outcome<Done> Request() =>
        Complete(() => grain.RequestCodeAsync(new($"request-{operations++}", MailKinds.ResetPassword, null)));

    private T Complete<T>(Func<Task<T>> start)
    {
        var task = scheduler.Start(start);
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle()) store.EndAll(AppendOutcome.Answered);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    /// <summary>The hash of a text is the text.</summary>
    private sealed class PlainPasswords : IPasswords
    {
        public Task<Outcome<string>> HashAsync(string password, string? source = null) => Task.FromResult<Outcome<string>>(password);

        public Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null) =>
            Task.FromResult<Outcome<PasswordCheck>>(hash == password ? PasswordCheck.Right : PasswordCheck.Wrong);
    }
}
