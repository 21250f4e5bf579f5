namespace XelaConnect.Grains.Accounts;

[JsonDerivedType(typeof(AccountOpened), "accounts.opened.v1")]
[JsonDerivedType(typeof(PasswordChanged), "accounts.password-changed.v1")]
[JsonDerivedType(typeof(PasswordRehashed), "accounts.password-rehashed.v1")]
[JsonDerivedType(typeof(SignInFailed), "accounts.sign-in-failed.v1")]
[JsonDerivedType(typeof(SignInSucceeded), "accounts.sign-in-succeeded.v1")]
[JsonDerivedType(typeof(SignInFailedFrom), "accounts.sign-in-failed-from.v1")]
[JsonDerivedType(typeof(SignInSucceededFrom), "accounts.sign-in-succeeded-from.v1")]
[JsonDerivedType(typeof(DeviceRecognized), "accounts.device-recognized.v1")]
[JsonDerivedType(typeof(DeviceForgotten), "accounts.device-forgotten.v1")]
[JsonDerivedType(typeof(AccountReclaimed), "accounts.reclaimed.v1")]
[JsonDerivedType(typeof(CodeRequested), "accounts.code-requested.v1")]
[JsonDerivedType(typeof(CodeIssued), "accounts.code-issued.v1")]
[JsonDerivedType(typeof(CodeUsed), "accounts.code-used.v1")]
[JsonDerivedType(typeof(EmailVerified), "accounts.email-verified.v1")]
[JsonDerivedType(typeof(PasswordReset), "accounts.password-reset.v1")]
[JsonDerivedType(typeof(AddressReserved), "accounts.address-reserved.v1")]
[JsonDerivedType(typeof(AddressReleased), "accounts.address-released.v1")]
[JsonDerivedType(typeof(AddressLeft), "accounts.address-left.v1")]
[JsonDerivedType(typeof(AddressTaken), "accounts.address-taken.v1")]
internal abstract record AccountEvent;

internal sealed record AccountOpened(string UserId, string? PasswordHash) : AccountEvent;
internal sealed record PasswordChanged(string PasswordHash) : AccountEvent;
/// <summary>A new hash of the same password. Unlike <see cref="PasswordChanged"/>, it ends no session.</summary>
internal sealed record PasswordRehashed(string PasswordHash) : AccountEvent;
/// <summary>Stored before failures were counted by origin.</summary>
internal sealed record SignInFailed : AccountEvent;
/// <summary>Stored before failures were counted by origin.</summary>
internal sealed record SignInSucceeded : AccountEvent;
/// <summary>A wrong password; null where the origin is unknown.</summary>
internal sealed record SignInFailedFrom(string? Address, string? Device) : AccountEvent;
/// <summary>A right password: earlier failures of this address no longer count.</summary>
internal sealed record SignInSucceededFrom(string? Address) : AccountEvent;
/// <summary>The first sign-in of a device. From now on its attempts are counted separately.</summary>
internal sealed record DeviceRecognized(string Device, string? Name = null) : AccountEvent;
internal sealed record DeviceForgotten(string Device) : AccountEvent;
/// <summary>The owner of the address took over an account opened without proof. Its password is removed.</summary>
internal sealed record AccountReclaimed : AccountEvent;
/// <summary>Also stored for addresses without an account, so that nothing tells them apart.</summary>
internal sealed record CodeRequested(string Purpose) : AccountEvent;
internal sealed record CodeIssued(string Purpose, string UserId, string Hash) : AccountEvent;
internal sealed record CodeUsed(string Purpose) : AccountEvent;
internal sealed record EmailVerified : AccountEvent;
/// <summary>The owner of the address chose a new password.</summary>
internal sealed record PasswordReset(string PasswordHash) : AccountEvent;
/// <summary>The account of this user is about to move to this address.</summary>
internal sealed record AddressReserved(string UserId) : AccountEvent;
/// <summary>The account does not move after all.</summary>
internal sealed record AddressReleased : AccountEvent;
/// <summary>The account has moved to another address; this one is free.</summary>
internal sealed record AddressLeft : AccountEvent;
/// <summary>The account has moved to this address.</summary>
internal sealed record AddressTaken(string UserId, string? PasswordHash) : AccountEvent;
