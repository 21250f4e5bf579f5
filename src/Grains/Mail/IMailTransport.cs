namespace XelaConnect.Grains.Mail;

/// <summary>Hands mails to a mail server, or writes them to files.</summary>
public interface IMailTransport
{
    /// <summary>Sends a mail. An exception means that it may not have been sent, and is sent again.</summary>
    Task<MailResult> SendAsync(OutgoingMail mail);
    /// <summary>Deletes the mails to an address that are kept here, and returns how many.</summary>
    Task<int> EraseAsync(string address) => Task.FromResult(0);
}

/// <summary>What became of a mail.</summary>
public enum MailResult
{
    /// <summary>The server has taken it.</summary>
    Sent,
    /// <summary>The server refuses this address for good.</summary>
    Rejected,
}

/// <summary>A mail in two forms. A repetition has the same <paramref name="Id"/>, its Message-ID.</summary>
public sealed record OutgoingMail(string Id, string To, string Language, string Subject, string Text, string Html);

/// <summary>Limits and links of mails (<c>Xela:Mail</c>).</summary>
/// <param name="PerAddressPerDay">Mails to one address in 24 hours.</param>
/// <param name="VerifyEmail">Where the web app takes a code that verifies an address; null: no links.</param>
/// <param name="ResetPassword">Where the web app takes a code that resets a password; null: no links.</param>
/// <param name="ChangeEmail">Where the web app takes a code that changes an address; null: no links.</param>
public sealed record MailOptions(int PerAddressPerDay, Uri? VerifyEmail, Uri? ResetPassword, Uri? ChangeEmail)
{
    /// <summary>Used where nothing is configured.</summary>
    public static readonly MailOptions Default = new(20, null, null, null);

    /// <summary>
    /// The link that takes a code. Address and code are behind the #, so that no server, proxy or referrer sees them.
    /// </summary>
    public string? LinkOf(string kind, string email, string code) => (kind switch
    {
        MailKinds.VerifyEmail => VerifyEmail,
        MailKinds.ResetPassword => ResetPassword,
        MailKinds.ChangeEmail => ChangeEmail,
        _ => null,
    }) is { } page ? $"{page.AbsoluteUri}#email={Uri.EscapeDataString(email)}&code={code}" : null;
}
