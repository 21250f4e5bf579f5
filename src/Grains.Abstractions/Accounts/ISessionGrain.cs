namespace XelaConnect.Accounts;

/// <summary>One sign-in on one device, keyed by session id (<c>sid</c> of the token).</summary>
[Alias("accounts.session")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Opens the session.</summary>
    [Alias("Open")] Task<Outcome<SessionView>> OpenAsync(OpenSession command);
    /// <summary>
    /// Returns the session while it is live; null when it is unknown, expired or ended. Reads memory only, except for
    /// the first request of a UTC day, which reports the visit to the user's grain.
    /// </summary>
    [Alias("Check"), AlwaysInterleave] ValueTask<SessionView?> CheckAsync();
    /// <summary>Why the session ended; null while it is live. Counts no visit: open connections poll it.</summary>
    [Alias("WhyOver"), AlwaysInterleave] ValueTask<string?> EndReasonAsync();
    /// <summary>Ends the session. Its token is invalid everywhere at once.</summary>
    [Alias("End")] Task<Outcome<Done>> EndAsync(EndSession command);
}

/// <summary>Opens a session.</summary>
[GenerateSerializer, Immutable, Alias("accounts.open-session.v1")]
public sealed record OpenSession(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string? Device) : ICommand;

/// <summary>Ends a session. <paramref name="UserId"/> must be its owner.</summary>
[GenerateSerializer, Immutable, Alias("accounts.end-session.v1")]
public sealed record EndSession(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string Reason) : ICommand;

/// <summary>A live session.</summary>
[GenerateSerializer, Immutable, Alias("accounts.session-view.v1")]
public sealed record SessionView(
    [property: Id(0)] string Id, [property: Id(1)] string UserId, [property: Id(2)] string? Device,
    [property: Id(3)] DateTimeOffset CreatedAt, [property: Id(4)] DateTimeOffset ExpiresAt);

/// <summary>Lifetime of sessions, and why they end.</summary>
public static class Sessions
{
    /// <summary>Seven days.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    /// <summary>The user signed out.</summary>
    public const string Logout = "logout";
    /// <summary>Ended in the list of sessions.</summary>
    public const string Revoked = "revoked";
    /// <summary>The lifetime passed.</summary>
    public const string Expired = "expired";
    /// <summary>The password was changed on another device.</summary>
    public const string PasswordChanged = "password_changed";
    /// <summary>The second factor was turned on on another device.</summary>
    public const string SecondFactor = "second_factor_on";
    /// <summary>An admin removed the account.</summary>
    public const string Removed = "removed";
    /// <summary>The owner of the address reclaimed the account.</summary>
    public const string Reclaimed = "account_reclaimed";
    /// <summary>Newer sessions exceed the maximum of a user.</summary>
    public const string Superseded = "superseded";
    /// <summary>The maximum number of live sessions of a user.</summary>
    public const int MaxPerUser = 100;
}
