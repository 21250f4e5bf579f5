using XelaConnect.Accounts;

namespace XelaConnect.Profiles;

/// <summary>Creates a user with a referral code; <c>ReferredBy</c> is the user id of the referrer.</summary>
[GenerateSerializer, Immutable, Alias("accounts.create-user.v1")]
public sealed record CreateUser(
    [property: Id(0)] string OperationId, [property: Id(1)] string? Email, [property: Id(2)] NewProfile Profile,
    [property: Id(3)] string? ReferredBy, [property: Id(4)] bool IsGuest,
    [property: Id(5)] bool? IsVerified = null) : ICommand;

/// <summary>The address of the user is verified.</summary>
[GenerateSerializer, Immutable, Alias("accounts.verify-user.v1")]
public sealed record VerifyUser([property: Id(0)] string OperationId) : ICommand;

/// <summary>The user has another address, which is verified.</summary>
[GenerateSerializer, Immutable, Alias("accounts.change-user-email.v1")]
public sealed record ChangeUserEmail(
    [property: Id(0)] string OperationId, [property: Id(1)] string Email) : ICommand
{
    /// <summary>Without the address, so that no log can hold it.</summary>
    public override string ToString() => $"ChangeUserEmail {{ OperationId = {OperationId} }}";
}

/// <summary>Sets the language of mails (<see cref="Mail.Languages"/>); null clears it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.set-language.v1")]
public sealed record SetLanguage([property: Id(0)] string OperationId, [property: Id(1)] string? Language) : ICommand;

/// <summary>Turns a guest into a member.</summary>
[GenerateSerializer, Immutable, Alias("accounts.upgrade-user.v1")]
public sealed record UpgradeUser(
    [property: Id(0)] string OperationId, [property: Id(1)] string Email, [property: Id(2)] string Name) : ICommand;

/// <summary>Changes a profile. A null field stays as it is; <see cref="Change{T}"/> sets or clears one.</summary>
[GenerateSerializer, Immutable, Alias("accounts.update-profile.v1")]
public sealed record UpdateProfile(
    [property: Id(0)] string OperationId, [property: Id(1)] string? Name = null,
    [property: Id(2)] Change<string>? Bio = null, [property: Id(3)] ImmutableArray<string>? Interests = null,
    [property: Id(4)] Change<string>? IdentityBadge = null, [property: Id(5)] Change<int?>? Age = null,
    [property: Id(6)] Change<string>? City = null, [property: Id(7)] Change<string>? Picture = null,
    [property: Id(8)] DateOnly? BirthDate = null) : ICommand;

/// <summary>Sets the time zone, an IANA name; null clears it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.set-time-zone.v1")]
public sealed record SetTimeZone([property: Id(0)] string OperationId, [property: Id(1)] string? TimeZone) : ICommand;

/// <summary>A field's new value; its default clears the field.</summary>
[GenerateSerializer, Immutable, Alias("change`1")]
public sealed record Change<T>([property: Id(0)] T? To);

/// <summary>Adds an opened session to the index.</summary>
[GenerateSerializer, Immutable, Alias("accounts.note-session.v1")]
public sealed record AddSession([property: Id(0)] string OperationId, [property: Id(1)] SessionView Session) : ICommand;

/// <summary>Removes an ended session from the index.</summary>
[GenerateSerializer, Immutable, Alias("accounts.forget-session.v1")]
public sealed record RemoveSession(
    [property: Id(0)] string OperationId, [property: Id(1)] string SessionId,
    [property: Id(2)] string Reason) : ICommand;

/// <summary>Ends all sessions but <paramref name="KeepSessionId"/>.</summary>
[GenerateSerializer, Immutable, Alias("accounts.end-sessions.v1")]
public sealed record EndSessions(
    [property: Id(0)] string OperationId, [property: Id(1)] string? KeepSessionId,
    [property: Id(2)] string Reason) : ICommand;

/// <summary>Gives a user to the owner of the address. Sessions opened before <paramref name="At"/> end.</summary>
[GenerateSerializer, Immutable, Alias("accounts.reclaim-user.v1")]
public sealed record ReclaimUser(
    [property: Id(0)] string OperationId, [property: Id(1)] string Name, [property: Id(2)] string? Picture,
    [property: Id(3)] DateTimeOffset At) : ICommand;

/// <summary>Removes an account as fraud.</summary>
[GenerateSerializer, Immutable, Alias("accounts.remove-user.v1")]
public sealed record RemoveUser(
    [property: Id(0)] string OperationId, [property: Id(1)] string AdminId, [property: Id(2)] string Reason) : ICommand;
