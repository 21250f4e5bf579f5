using System.Collections.Immutable;
using XelaConnect.Accounts;

namespace XelaConnect.Profiles;

/// <summary>Creates a person, who gets a referral code of their own. <paramref name="ReferredBy"/> is the user id of whose code they came with.</summary>
[GenerateSerializer, Immutable, Alias("accounts.create-user.v1")]
public sealed record CreateUser(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string? Email,
    [property: Id(2)] NewProfile Profile,
    [property: Id(3)] string? ReferredBy,
    [property: Id(4)] bool IsGuest) : ICommand;

/// <summary>Turns a guest into a member.</summary>
[GenerateSerializer, Immutable, Alias("accounts.upgrade-user.v1")]
public sealed record UpgradeUser([property: Id(0)] string OperationId, [property: Id(1)] string Email, [property: Id(2)] string Name) : ICommand;

/// <summary>Changes a profile. In each field null leaves it as it is, <see cref="Change{T}"/> sets or clears it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.update-profile.v1")]
public sealed record UpdateProfile(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string? Name = null,
    [property: Id(2)] Change<string>? Bio = null,
    [property: Id(3)] ImmutableArray<string>? Interests = null,
    [property: Id(4)] Change<string>? IdentityBadge = null,
    [property: Id(5)] Change<int?>? Age = null,
    [property: Id(6)] Change<string>? City = null,
    [property: Id(7)] Change<string>? Picture = null) : ICommand;

/// <summary>Sets the time zone, by its name in the IANA database; null clears it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.set-time-zone.v1")]
public sealed record SetTimeZone([property: Id(0)] string OperationId, [property: Id(1)] string? TimeZone) : ICommand;

/// <summary>A field's new value; its default clears the field.</summary>
/// <typeparam name="T">The field's type.</typeparam>
[GenerateSerializer, Immutable, Alias("change`1")]
public sealed record Change<T>([property: Id(0)] T? To);

/// <summary>A session was opened.</summary>
[GenerateSerializer, Immutable, Alias("accounts.note-session.v1")]
public sealed record AddSession([property: Id(0)] string OperationId, [property: Id(1)] SessionView Session) : ICommand;

/// <summary>A session has ended.</summary>
[GenerateSerializer, Immutable, Alias("accounts.forget-session.v1")]
public sealed record RemoveSession([property: Id(0)] string OperationId, [property: Id(1)] string SessionId, [property: Id(2)] string Reason) : ICommand;

/// <summary>Ends all sessions but <paramref name="KeepSessionId"/>.</summary>
[GenerateSerializer, Immutable, Alias("accounts.end-sessions.v1")]
public sealed record EndSessions([property: Id(0)] string OperationId, [property: Id(1)] string? KeepSessionId, [property: Id(2)] string Reason) : ICommand;

/// <summary>Takes a person over for the owner of their address.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Name">The name the owner goes by.</param>
/// <param name="Picture">The owner's picture, or null.</param>
/// <param name="At">Sessions opened before this moment end.</param>
[GenerateSerializer, Immutable, Alias("accounts.reclaim-user.v1")]
public sealed record ReclaimUser(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Picture,
    [property: Id(3)] DateTimeOffset At) : ICommand;

/// <summary>Removes an account as fraud.</summary>
[GenerateSerializer, Immutable, Alias("accounts.remove-user.v1")]
public sealed record RemoveUser([property: Id(0)] string OperationId, [property: Id(1)] string AdminId, [property: Id(2)] string Reason) : ICommand;
