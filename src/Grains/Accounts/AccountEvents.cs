namespace XelaConnect.Grains.Accounts;

/// <summary>What happens to an account.</summary>
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
