namespace XelaConnect.Accounts;

/// <summary>Codes that prove an address. They are mailed once, live for 30 minutes and are used once.</summary>
public static class EmailCodes
{
    /// <summary>Characters of a code.</summary>
    public const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    /// <summary>Length of a code.</summary>
    public const int Length = 8;
    /// <summary>From the mail to the end of the code.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
}

/// <summary>
/// Mails a code for a purpose, which is a kind of mail (<see cref="Mail.MailKinds"/>). <paramref name="UserId"/> is
/// null for a reset of the password; <paramref name="Email"/> is set for a change of address.
/// </summary>
[GenerateSerializer, Immutable, Alias("accounts.request-code.v1")]
public sealed record RequestCode(
    [property: Id(0)] string OperationId, [property: Id(1)] string Purpose, [property: Id(2)] string? UserId,
    [property: Id(3)] string? Email = null, [property: Id(4)] string? Language = null) : ICommand
{
    /// <summary>Without the address, so that no log can hold it.</summary>
    public override string ToString() => $"RequestCode {{ OperationId = {OperationId}, Purpose = {Purpose} }}";
}

/// <summary>Replaces the code of a purpose by a new one, of which only the hash is known.</summary>
[GenerateSerializer, Immutable, Alias("accounts.issue-code.v1")]
public sealed record IssueCode(
    [property: Id(0)] string OperationId, [property: Id(1)] string Purpose, [property: Id(2)] string UserId,
    [property: Id(3)] string Hash) : ICommand
{
    /// <summary>Without the hash, so that no log can hold it.</summary>
    public override string ToString() => $"IssueCode {{ OperationId = {OperationId}, Purpose = {Purpose} }}";
}

/// <summary>Verifies the address of the account by a code.</summary>
[GenerateSerializer, Immutable, Alias("accounts.verify-email.v1")]
public sealed record VerifyEmail(
    [property: Id(0)] string OperationId, [property: Id(1)] string Code,
    [property: Id(2)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the code, so that no log can hold it.</summary>
    public override string ToString() => $"VerifyEmail {{ OperationId = {OperationId} }}";
}

/// <summary>Sets a new password by a code. Ends every session and verifies the address.</summary>
[GenerateSerializer, Immutable, Alias("accounts.reset-password.v1")]
public sealed record ResetPassword(
    [property: Id(0)] string OperationId, [property: Id(1)] string Code, [property: Id(2)] string NewPassword,
    [property: Id(3)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the code and the password, so that no log can hold them.</summary>
    public override string ToString() => $"ResetPassword {{ OperationId = {OperationId} }}";
}

/// <summary>Mails a code to a new address of the account, if the password is right.</summary>
[GenerateSerializer, Immutable, Alias("accounts.request-move.v1")]
public sealed record RequestEmailChange(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string Password,
    [property: Id(3)] string Email, [property: Id(4)] SignInOrigin? Origin = null,
    [property: Id(5)] string? Language = null) : ICommand
{
    /// <summary>Without the password and the address, so that no log can hold them.</summary>
    public override string ToString() => $"RequestEmailChange {{ OperationId = {OperationId} }}";
}

/// <summary>Gives the address to a user by the code that was mailed to it. <c>From</c> is the earlier one.</summary>
[GenerateSerializer, Immutable, Alias("accounts.confirm-move.v1")]
public sealed record ConfirmEmailChange(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string Code,
    [property: Id(3)] string Email, [property: Id(4)] string From,
    [property: Id(5)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the code and the address, so that no log can hold them.</summary>
    public override string ToString() => $"ConfirmEmailChange {{ OperationId = {OperationId} }}";
}

/// <summary>Releases the earlier address and gives the account to the new one.</summary>
[GenerateSerializer, Immutable, Alias("accounts.leave-address.v1")]
public sealed record LeaveAddress(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string From,
    [property: Id(3)] string To) : ICommand
{
    /// <summary>Without the addresses, so that no log can hold it.</summary>
    public override string ToString() => $"LeaveAddress {{ OperationId = {OperationId} }}";
}

/// <summary>
/// Takes the account over from its earlier address, or releases the reservation where that one refused. The hash is
/// null where Google signs in.
/// </summary>
[GenerateSerializer, Immutable, Alias("accounts.take-address.v1")]
public sealed record TakeAddress(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId,
    [property: Id(2)] string? PasswordHash, [property: Id(3)] bool? IsRefused = null) : ICommand
{
    /// <summary>Without the hash, so that no log can hold it.</summary>
    public override string ToString() => $"TakeAddress {{ OperationId = {OperationId} }}";
}
