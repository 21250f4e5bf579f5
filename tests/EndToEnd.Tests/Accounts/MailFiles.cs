using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MimeKit;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>The mails that a host without an SMTP server writes to its outbox directory.</summary>
internal static partial class MailFiles
{
    public const string VerifySubject = "Confirm your email address";

    /// <summary>Confirms the address of a person by the code that was mailed at sign-up.</summary>
    public static async Task VerifyEmailAsync(this HostProcess host, Person person) =>
        (await host.Anonymous.PostAsync("/api/auth/verify-email", new JsonObject
        {
            ["email"] = person.Email, ["code"] = await host.CodeAsync(person.Email, VerifySubject),
        })).Should(HttpStatusCode.OK);

    /// <summary>The code in the last mail with this subject.</summary>
    public static async Task<string> CodeAsync(this HostProcess host, string email, string subject) =>
        CodeLine().Match((await host.MailAsync(email, subject)).TextBody!).Value;

    public static async Task<MimeMessage> MailAsync(this HostProcess host, string email, string subject)
    {
        MimeMessage? found = null;
        await Until.TrueAsync(
            () => (found = host.Mails(email).LastOrDefault(mail => mail.Subject == subject)) is not null,
            () => $"No mail to {email} is called {subject}.");
        return found!;
    }

    /// <summary>The mails to an address, oldest first.</summary>
    public static List<MimeMessage> Mails(this HostProcess host, string email)
    {
        var outbox = Path.Combine(host.Data, "outbox");
        if (!Directory.Exists(outbox)) return [];
        return [.. Directory.GetFiles(outbox, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file))
            .Where(mail => mail.To.Mailboxes.Any(to => to.Address == email))];
    }

    [GeneratedRegex("(?m)^[A-Z0-9]{8}(?=\r?$)")]
    private static partial Regex CodeLine();
}
