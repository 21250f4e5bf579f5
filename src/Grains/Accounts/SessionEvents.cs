namespace XelaConnect.Grains.Accounts;

/// <summary>What happens to a session.</summary>
internal abstract record SessionEvent;

internal sealed record SessionOpened(string UserId, string? Device) : SessionEvent;

internal sealed record SessionClosed(string Reason) : SessionEvent;
