using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Mail;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Mail;
using XelaConnect.Profiles;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Grains.Tests.Mail;

/// <summary>Each mail once, a bounded number a day, and none after a bounce.</summary>
public sealed class MailboxTests : IDisposable
{
    private const string Ada = "user-1", Email = "ada@example.org";

    private static readonly IMeterFactory Meters =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private readonly DeterministicScheduler scheduler = new();
    private readonly FakeTimeProvider time = new();
    private readonly FaultyStore store = new();
    private readonly FakeTransport transport = new();
    private readonly Journal<MailboxState, MailboxEvent> journal;
    private readonly MailboxGrain grain;
    private readonly List<IssueCode> issued = [];
    private UserView? user = new(
        Ada, Email, "Ada", null, null, null, null, null, [], 1, [], "free", "XCABCDEFGH", null, 0, 0, default, default, false, null, 0, [],
        0, 0, [], false, 0);

    public MailboxTests()
    {
        var grains = new FakeGrains()
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (_, _) => user)
            .On<IAccountGrain>(nameof(IAccountGrain.IssueCodeAsync), (_, arguments) =>
            {
                issued.Add((IssueCode)arguments[0]!);
                return Done.Instance;
            });
        journal = new Journal<MailboxState, MailboxEvent>(
            MailboxJournal.Mailbox, store, store, new OutboxMessageTypes([]), null!, time,
            new KernelMetrics(Meters), NullLogger<Journal<MailboxState, MailboxEvent>>.Instance);
        grain = new MailboxGrain(
            journal, transport, new DigestPasswords(),
            MailOptions.Default with { PerAddressPerDay = 3, VerifyEmail = new("https://app/v") },
            new MailMetrics(Meters), grains.Factory, time, NullLogger<MailboxGrain>.Instance);
        journal.Failed = null;
        scheduler.Complete(async () =>
        {
            await journal.OpenAsync(Ids.OfEmail(Email), "mailbox/ada");
            return 0;
        });
    }

    public void Dispose() => grain.Dispose();

    [Fact]
    public void Mail_is_sent_once_for_each_operation()
    {
        for (var i = 0; i < 3; i++) Send("one");
        var sent = transport.Sent.ShouldHaveSingleItem();
        (sent.To, sent.Language).ShouldBe((Email, "en"));
    }

    [Fact]
    public void Mail_that_failed_is_sent_again_under_the_same_id()
    {
        transport.Failure = new IOException("down");
        Should.Throw<IOException>(() => Send("one"));
        transport.Failure = null;
        Send("one");
        Send("one");
        transport.Sent.Count.ShouldBe(1);
        transport.Attempts.Select(mail => mail.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Code_is_mailed_and_only_its_hash_is_stored()
    {
        Send("one", MailKinds.VerifyEmail);
        var mail = transport.Sent.ShouldHaveSingleItem();
        var code = Regex.Match(mail.Text, "(?m)^[A-Z0-9]{8}$").Value;
        code.Length.ShouldBe(8);
        mail.Html.ShouldContain(code);
        mail.Text.ShouldContain($"https://app/v#email=ada%40example.org&code={code}");
        var hash = issued.ShouldHaveSingleItem();
        (hash.Purpose, hash.UserId, hash.Hash).ShouldBe((MailKinds.VerifyEmail, Ada, $"hash of {code}"));
        store.Rows.Values.Select(row => System.Text.Encoding.UTF8.GetString(row.Payload.Span))
            .ShouldAllBe(row => !row.Contains(code, StringComparison.Ordinal));
        issued.Single().ToString().ShouldNotContain(code);
    }

    [Fact]
    public void Mails_are_bounded_by_day()
    {
        for (var i = 0; i < 9; i++) Send($"mail {i}");
        transport.Sent.Count.ShouldBe(3);
        time.Advance(TimeSpan.FromDays(1));
        Send("tomorrow");
        transport.Sent.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(MailSuppressions.Bounce)]
    [InlineData(MailSuppressions.Complaint)]
    public void Bounce_or_complaint_ends_all_mail(string reason)
    {
        for (var i = 0; i < 2; i++) Complete(() => grain.SuppressAsync(new($"event {i}", reason))).IsOk.ShouldBeTrue();
        store.Rows.Count.ShouldBe(1);
        Send("one");
        Send("two", MailKinds.VerifyEmail);
        transport.Attempts.ShouldBeEmpty();
        issued.ShouldBeEmpty();
    }

    [Fact]
    public void Address_without_an_account_is_sent_nothing()
    {
        Complete(() => grain.SendAsync(new("one", MailKinds.ResetPassword, null))).IsOk.ShouldBeTrue();
        user = user! with { IsRemoved = true };
        Send("two");
        user = null;
        Send("three");
        transport.Attempts.ShouldBeEmpty();
        store.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Language_of_the_person_wins_over_that_of_the_client()
    {
        Complete(() => grain.SendAsync(new("one", MailKinds.PasswordChanged, Ada, null, "fr")));
        user = user! with { Language = "de" };
        Complete(() => grain.SendAsync(new("two", MailKinds.PasswordChanged, Ada, null, "fr")));
        user = null;
        Complete(() => grain.SendAsync(new("three", MailKinds.PasswordChanged, Ada, Email, "pt")));
        transport.Sent.Select(mail => mail.Language).ShouldBe(["fr", "de", "pt"]);
    }

    private void Send(string operation, string kind = MailKinds.PasswordChanged) =>
        Complete(() => grain.SendAsync(new(operation, kind, Ada))).IsOk.ShouldBeTrue();

    private T Complete<T>(Func<Task<T>> start)
    {
        var task = scheduler.Start(start);
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle()) store.EndAll(AppendOutcome.Answered);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private sealed class FakeTransport : IMailTransport
    {
        public List<OutgoingMail> Attempts { get; } = [];

        public List<OutgoingMail> Sent { get; } = [];

        public Exception? Failure { get; set; }

        public Task<MailResult> SendAsync(OutgoingMail mail)
        {
            Attempts.Add(mail);
            if (Failure is { } failure) return Task.FromException<MailResult>(failure);
            Sent.Add(mail);
            return Task.FromResult(MailResult.Sent);
        }
    }

    private sealed class DigestPasswords : IPasswords
    {
        public Task<Outcome<string>> HashAsync(string password, string? source = null) =>
            Task.FromResult<Outcome<string>>($"hash of {password}");

        public Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null) =>
            throw new NotSupportedException();
    }
}
