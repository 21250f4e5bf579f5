using Orleans.Concurrency;

namespace XelaConnect.Accounts;

/// <summary>One sign-in on one device, keyed by session id (<c>sid</c> of the token). A token is good while this grain says so.</summary>
[Alias("accounts.session")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Opens the session.</summary>
    [Alias("Open")]
    Task<Outcome<SessionView>> OpenAsync(OpenSession command);

    /// <summary>
    /// The session, if it is live; null when it is unknown, expired or ended. Asked by every authenticated request, so it answers from memory;
    /// the first request of a UTC day also tells the user's grain, which counts the streak.
    /// </summary>
    [Alias("Check"), AlwaysInterleave]
    ValueTask<SessionView?> CheckAsync();

    /// <summary>Why the session is over; null while it is live. Asking does not count as being there: for connections that are merely open.</summary>
    [Alias("WhyOver"), AlwaysInterleave]
    ValueTask<string?> EndReasonAsync();

    /// <summary>Ends the session; its token is dead everywhere at once.</summary>
    [Alias("End")]
    Task<Outcome<Done>> EndAsync(EndSession command);
}

/// <summary>Opens a session.</summary>
[GenerateSerializer, Immutable, Alias("accounts.open-session.v1")]
public sealed record OpenSession(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] string? Device) : ICommand;

/// <summary>Ends a session. <paramref name="UserId"/> must be its owner's.</summary>
[GenerateSerializer, Immutable, Alias("accounts.end-session.v1")]
public sealed record EndSession(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] string Reason) : ICommand;

/// <summary>A live session.</summary>
[GenerateSerializer, Immutable, Alias("accounts.session-view.v1")]
public sealed record SessionView(
    [property: Id(0)] string Id,
    [property: Id(1)] string UserId,
    [property: Id(2)] string? Device,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset ExpiresAt);

/// <summary>How long sessions last and why they end.</summary>
public static class Sessions
{
    /// <summary>Seven days (contract §0, "sessions").</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    /// <summary>The person signed out.</summary>
    public const string Logout = "logout";
    /// <summary>Ended from the list of sessions.</summary>
    public const string Revoked = "revoked";
    /// <summary>It lasted as long as a session may.</summary>
    public const string Expired = "expired";
    /// <summary>The password was changed on another device.</summary>
    public const string PasswordChanged = "password_changed";
    /// <summary>The account was removed by an admin.</summary>
    public const string Removed = "removed";
    /// <summary>The owner of the address took the account over from whoever had opened it.</summary>
    public const string Reclaimed = "account_reclaimed";
    /// <summary>The person has signed in more often since than a person may be signed in at once.</summary>
    public const string Superseded = "superseded";
    /// <summary>How many live sessions a person may have.</summary>
    public const int MaxPerUser = 100;
}
