namespace XelaConnect.Streams;

/// <summary>What is told to one person's open devices (contract §4). One record of each kind; only a field is ever added.</summary>
/// <param name="SessionEnded">The session that has ended, if this is such news.</param>
[GenerateSerializer, Immutable, Alias("streams.user-news.v1")]
public sealed record UserNews([property: Id(0)] SessionEnded? SessionEnded = null);

/// <summary>A session ended: its connections are told and cut.</summary>
/// <param name="SessionId">Which one.</param>
/// <param name="Reason">logout, revoked or password_changed.</param>
[GenerateSerializer, Immutable, Alias("streams.session-ended.v1")]
public sealed record SessionEnded([property: Id(0)] string SessionId, [property: Id(1)] string Reason);
