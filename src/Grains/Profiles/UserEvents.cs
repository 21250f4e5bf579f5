namespace XelaConnect.Grains.Profiles;

[JsonDerivedType(typeof(UserCreated), "accounts.user-created.v1")]
[JsonDerivedType(typeof(UserUpgraded), "accounts.user-upgraded.v1")]
[JsonDerivedType(typeof(ProfileUpdated), "accounts.profile-updated.v1")]
[JsonDerivedType(typeof(UserSeen), "accounts.user-seen.v1")]
[JsonDerivedType(typeof(UserSeenOn), "accounts.user-seen-on.v1")]
[JsonDerivedType(typeof(TimeZoneSet), "accounts.time-zone-set.v1")]
[JsonDerivedType(typeof(SessionAdded), "accounts.session-noted.v1")]
[JsonDerivedType(typeof(SessionRemoved), "accounts.session-forgotten.v1")]
[JsonDerivedType(typeof(SessionEndRequested), "accounts.sessions-ordered-to-end.v1")]
[JsonDerivedType(typeof(FacetUpdated), "accounts.facet-updated.v1")]
[JsonDerivedType(typeof(UserParticipated), "accounts.took-part.v1")]
[JsonDerivedType(typeof(DiscoveryProfileSent), "accounts.told-to-discovery.v1")]
[JsonDerivedType(typeof(UserReclaimed), "accounts.user-reclaimed.v1")]
[JsonDerivedType(typeof(UserRemoved), "accounts.user-removed.v1")]
[JsonDerivedType(typeof(UserVerified), "accounts.user-verified.v1")]
[JsonDerivedType(typeof(UserEmailChanged), "accounts.user-email-changed.v1")]
[JsonDerivedType(typeof(LanguageSet), "accounts.language-set.v1")]
[JsonDerivedType(typeof(ErasureRequested), "accounts.erasure-requested.v1")]
[JsonDerivedType(typeof(ErasureCancelled), "accounts.erasure-cancelled.v1")]
[JsonDerivedType(typeof(ErasureStarted), "accounts.erasure-started.v1")]
internal abstract record UserEvent;

internal sealed record UserCreated(
    string? Email, string Name, string? Picture, int? Age, string? City, bool IsGuest, string ReferralCode,
    string? ReferredBy, bool? IsVerified = null, string? Language = null, DateOnly? BirthDate = null) : UserEvent;

internal sealed record UserUpgraded(string Email, string Name) : UserEvent;

/// <summary>The birth date is null unless it was given with this change.</summary>
internal sealed record ProfileUpdated(
    string Name, string? Bio, ImmutableArray<string> Interests, string? IdentityBadge, int? Age, string? City,
    string? Picture, DateOnly? BirthDate = null) : UserEvent;

internal sealed record UserSeen : UserEvent;
internal sealed record UserSeenOn(DateOnly Day) : UserEvent;
/// <summary>Dates of this zone count from now on; it is <paramref name="Today"/> there.</summary>
internal sealed record TimeZoneSet(string? TimeZone, DateOnly Today) : UserEvent;
internal sealed record LanguageSet(string? Language) : UserEvent;
internal sealed record UserVerified : UserEvent;
/// <summary>The new address is verified.</summary>
internal sealed record UserEmailChanged(string Email) : UserEvent;
internal sealed record ErasureRequested(string ReceiptId, DateTimeOffset ErasesAt) : UserEvent;
internal sealed record ErasureCancelled : UserEvent;
/// <summary>The request can no longer be taken back.</summary>
internal sealed record ErasureStarted : UserEvent;
internal sealed record SessionAdded(SessionView Session) : UserEvent;
internal sealed record SessionRemoved(string SessionId, string Reason) : UserEvent;
internal sealed record SessionEndRequested(ImmutableArray<string> SessionIds, string Reason) : UserEvent;
internal sealed record FacetUpdated(long Version, UserFacet Facet) : UserEvent;
internal sealed record UserParticipated : UserEvent;
internal sealed record DiscoveryProfileSent(int Model) : UserEvent;
internal sealed record UserReclaimed(string Name, string? Picture, DateTimeOffset At) : UserEvent;
internal sealed record UserRemoved(string AdminId, string Reason) : UserEvent;
