using System.Text.Json.Serialization;

namespace XelaConnect.Grains.Accounts;

/// <summary>What happens to an account.</summary>
[JsonDerivedType(typeof(AccountOpened), "accounts.opened.v1")]
[JsonDerivedType(typeof(PasswordChanged), "accounts.password-changed.v1")]
[JsonDerivedType(typeof(PasswordRehashed), "accounts.password-rehashed.v1")]
[JsonDerivedType(typeof(SignInFailed), "accounts.sign-in-failed.v1")]
[JsonDerivedType(typeof(SignInSucceeded), "accounts.sign-in-succeeded.v1")]
[JsonDerivedType(typeof(SignInFailedFrom), "accounts.sign-in-failed-from.v1")]
[JsonDerivedType(typeof(SignInSucceededFrom), "accounts.sign-in-succeeded-from.v1")]
[JsonDerivedType(typeof(DeviceRecognized), "accounts.device-recognized.v1")]
[JsonDerivedType(typeof(AccountReclaimed), "accounts.reclaimed.v1")]
internal abstract record AccountEvent;

internal sealed record AccountOpened(string UserId, string? PasswordHash) : AccountEvent;

internal sealed record PasswordChanged(string PasswordHash) : AccountEvent;

/// <summary>The same password under another hash; unlike <see cref="PasswordChanged"/> it ends no session.</summary>
internal sealed record PasswordRehashed(string PasswordHash) : AccountEvent;

/// <summary>A wrong password, from before the count was kept by origin.</summary>
internal sealed record SignInFailed : AccountEvent;

/// <summary>A right password after wrong ones, from before the count was kept by origin.</summary>
internal sealed record SignInSucceeded : AccountEvent;

/// <summary>A wrong password; null where the origin is not known.</summary>
internal sealed record SignInFailedFrom(string? Address, string? Device) : AccountEvent;

/// <summary>A right password after wrong ones, which no longer count for this address.</summary>
internal sealed record SignInSucceededFrom(string? Address) : AccountEvent;

/// <summary>A device signed in for the first time: its attempts are counted by themselves from here on.</summary>
internal sealed record DeviceRecognized(string Device) : AccountEvent;

/// <summary>The owner of the address took over an account that was opened by a password without proof: the password is gone.</summary>
internal sealed record AccountReclaimed : AccountEvent;
