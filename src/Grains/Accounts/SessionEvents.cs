namespace XelaConnect.Grains.Accounts;

/// <summary>Events of a session.</summary>
[JsonDerivedType(typeof(SessionOpened), "accounts.session-opened.v1")]
[JsonDerivedType(typeof(SessionClosed), "accounts.session-closed.v1")]
internal abstract record SessionEvent;

internal sealed record SessionOpened(string UserId, string? Device) : SessionEvent;

internal sealed record SessionClosed(string Reason) : SessionEvent;
