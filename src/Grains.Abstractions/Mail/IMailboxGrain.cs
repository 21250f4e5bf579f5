namespace XelaConnect.Mail;

/// <summary>
/// Mail to one address, keyed by <see cref="Ids.OfEmail"/>: each mail once, a bounded number a day, and none after a
/// bounce or a complaint.
/// </summary>
[Alias("mail.mailbox")]
public interface IMailboxGrain : IGrainWithStringKey
{
    /// <summary>Sends a mail. Delivered by an outbox, which retries it until the mail server has taken it.</summary>
    [Alias("Send")] Task<Outcome<Done>> SendAsync(SendMail command);
    /// <summary>Ends all mail to the address. Sent by the mail provider's webhook.</summary>
    [Alias("Suppress")] Task<Outcome<Done>> SuppressAsync(SuppressMail command);
}

/// <summary>
/// Sends a mail of a <see cref="MailKinds"/>. Without <paramref name="Email"/> it goes to the address of the user.
/// <paramref name="Language"/> counts until the user has chosen one.
/// </summary>
[GenerateSerializer, Immutable, Alias("mail.send.v1")]
public sealed record SendMail(
    [property: Id(0)] string OperationId, [property: Id(1)] string Kind, [property: Id(2)] string? UserId,
    [property: Id(3)] string? Email = null, [property: Id(4)] string? Language = null) : ICommand
{
    /// <summary>Without the address, so that no log can hold it.</summary>
    public override string ToString() => $"SendMail {{ OperationId = {OperationId}, Kind = {Kind} }}";
}

/// <summary>Ends all mail to an address, for a <see cref="MailSuppressions"/>.</summary>
[GenerateSerializer, Immutable, Alias("mail.suppress.v1")]
public sealed record SuppressMail([property: Id(0)] string OperationId, [property: Id(1)] string Reason) : ICommand;

/// <summary>Why no mail goes to an address.</summary>
public static class MailSuppressions
{
    /// <summary>The address does not take mail.</summary>
    public const string Bounce = "bounce";
    /// <summary>Its owner reported a mail as unwanted.</summary>
    public const string Complaint = "complaint";
}

/// <summary>The mails that are sent. Stored; never reused.</summary>
public static class MailKinds
{
    /// <summary>A code that verifies the address of an account.</summary>
    public const string VerifyEmail = "verify-email";
    /// <summary>A code that sets a new password.</summary>
    public const string ResetPassword = "reset-password";
    /// <summary>A code that makes the address that of an existing account.</summary>
    public const string ChangeEmail = "change-email";
    /// <summary>The password was changed or reset.</summary>
    public const string PasswordChanged = "password-changed";
    /// <summary>The account has another address now. Goes to the earlier one.</summary>
    public const string EmailChanged = "email-changed";
    /// <summary>A device that the account does not know has signed in.</summary>
    public const string NewDevice = "new-device";
    /// <summary>An identity of Google or Apple signs in from now on.</summary>
    public const string IdentityLinked = "identity-linked";
    /// <summary>An identity of Google or Apple no longer signs in.</summary>
    public const string IdentityUnlinked = "identity-unlinked";
    /// <summary>A passkey signs in from now on.</summary>
    public const string PasskeyAdded = "passkey-added";
    /// <summary>A passkey no longer signs in.</summary>
    public const string PasskeyRemoved = "passkey-removed";
    /// <summary>Sign-ins ask for a second factor from now on.</summary>
    public const string SecondFactorOn = "second-factor-on";
    /// <summary>Sign-ins no longer ask for a second factor.</summary>
    public const string SecondFactorOff = "second-factor-off";
    /// <summary>A recovery code was used.</summary>
    public const string RecoveryCodeUsed = "recovery-code-used";

    /// <summary>The person asked to be erased, and may come back.</summary>
    public const string ErasureRequested = "erasure-requested";

    /// <summary>Every kind.</summary>
    public static readonly ImmutableArray<string> All =
    [
        VerifyEmail, ResetPassword, ChangeEmail, PasswordChanged, EmailChanged, NewDevice, IdentityLinked,
        IdentityUnlinked, PasskeyAdded, PasskeyRemoved, SecondFactorOn, SecondFactorOff, RecoveryCodeUsed,
        ErasureRequested,
    ];

    /// <summary>Whether a mail of this kind has a code; the kind is then the purpose of the code.</summary>
    public static bool HasCode(string kind) => kind is VerifyEmail or ResetPassword or ChangeEmail;
}
