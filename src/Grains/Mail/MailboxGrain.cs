using System.Security.Cryptography;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Grains.Mail;

/// <summary>
/// Sends one mail at a time, so that a repetition waits for the first. A code is made here and mailed; the account gets
/// its hash. So no code is stored, neither in a journal nor in an outbox.
/// </summary>
[GrainType("mailbox"), Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed partial class MailboxGrain(
    Journal<MailboxState, MailboxEvent> journal, IMailTransport transport, IPasswords passwords, MailOptions options,
    MailMetrics metrics, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<MailboxGrain> log)
    : EventSourcedGrain<MailboxState, MailboxEvent>(journal), IMailboxGrain, IDisposable
{
    private readonly SemaphoreSlim sending = new(1);

    public async Task<Outcome<Done>> SendAsync(SendMail command)
    {
        await sending.WaitAsync();
        try
        {
            var mail = Ids.Digest(command.OperationId);
            var result = MailboxRules.Withholds(Committed, mail, options.PerAddressPerDay, time.GetUtcNow())
                ?? await SendOnceAsync(command, mail);
            metrics.Counted(command.Kind, result);
            if (result == "bounded") LogBounded(log, command.Kind, Committed.Key, options.PerAddressPerDay);
            return Done.Instance;
        }
        finally { sending.Release(); }
    }

    public Task<Outcome<Done>> SuppressAsync(SuppressMail command) => Handle(command, MailboxRules.Suppress);

    public void Dispose() => sending.Dispose();

    private async Task<string> SendOnceAsync(SendMail command, string mail)
    {
        // An address without an account: the request for a code was stored, and nothing else happens.
        if (command.UserId is not { } userId) return "no_account";
        // A new user may not be created yet. Then the address is in the command.
        var user = await grains.User(userId).GetAsync();
        if (user is { IsRemoved: true, ErasesAt: null } || (command.Email ?? user?.Email) is not { } to) return "no_account";
        // The account has moved to another address meanwhile.
        if (Ids.OfEmail(to) != Committed.Key) return "no_account";
        var code = MailKinds.HasCode(command.Kind)
            ? RandomNumberGenerator.GetString(EmailCodes.Letters, EmailCodes.Length) : null;
        if (code is not null)
        {
            var hash = await passwords.HashAsync(code);
            if (!hash.IsOk) throw new TimeoutException(hash.Fault.Message);
            var operation = Ids.NewOperation(time.GetUtcNow());
            await grains.Account(Committed.Key).IssueCodeAsync(new(operation, command.Kind, userId, hash.Value));
        }
        var link = code is null ? null : options.LinkOf(command.Kind, to, code);
        var written = MailTexts.Write(
            command.Kind, user?.Language ?? command.Language ?? Languages.Default, mail, to, code, link);
        var result = await transport.SendAsync(written);
        await Journal.HandleAsync<Done>(
            $"sent/{mail}", (_, _) => new MailSent(mail, command.Kind), static (_, _) => Done.Instance);
        return result is MailResult.Sent ? "sent" : "rejected";
    }

    [LoggerMessage(2801, LogLevel.Warning,
        "A mail ({Kind}) to {Mailbox} is not sent, because it has had {Limit} in a day (Xela:Mail:PerAddressPerDay)")]
    private static partial void LogBounded(ILogger log, string kind, string mailbox, int limit);
}
