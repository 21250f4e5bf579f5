using System.Collections.Immutable;
using XelaConnect.Companion;
using XelaConnect.Feed;
using XelaConnect.Relationships;

namespace XelaConnect.Notifications;

/// <summary>What is told to one person's open devices (contract §4). One record of each kind; only a field is ever added.</summary>
/// <param name="SessionEnded">The session that has ended, if this is such news.</param>
/// <param name="Events">What happened, in order.</param>
/// <param name="Number">The number of the first of <paramref name="Events"/> since the epoch began: a gap says that news was lost.</param>
/// <param name="Epoch">Which count of numbers this is; another one says that news may have been lost.</param>
[GenerateSerializer, Immutable, Alias("streams.user-news.v1")]
public sealed record UserNotification(
    [property: Id(0)] SessionEnded? SessionEnded,
    [property: Id(1)] ImmutableArray<PersonalEvent> Events,
    [property: Id(2)] long Number = 0,
    [property: Id(3)] string? Epoch = null);

/// <summary>A session ended: its connections are told and cut.</summary>
/// <param name="SessionId">Which one.</param>
/// <param name="Reason">logout, revoked or password_changed.</param>
[GenerateSerializer, Immutable, Alias("streams.session-ended.v1")]
public sealed record SessionEnded([property: Id(0)] string SessionId, [property: Id(1)] string Reason);

/// <summary>One thing a person's devices are told: whichever field is set. <paramref name="XelaAnswering"/>: the id of an answer that has begun and may be followed. <paramref name="ActivityRead"/>: the id of an activity that was read.</summary>
[GenerateSerializer, Immutable, Alias("streams.personal-event.v1")]
public sealed record PersonalEvent(
    [property: Id(0)] MessageNotification? Message = null,
    [property: Id(1)] MarkView? Read = null,
    [property: Id(2)] MarkView? Delivered = null,
    [property: Id(3)] TypingNotification? Typing = null,
    [property: Id(4)] PresenceNotification? Presence = null,
    [property: Id(5)] ConnectionView? Connection = null,
    [property: Id(6)] FeedItemView? Activity = null,
    [property: Id(7)] ReplyNotification? Xela = null,
    [property: Id(8)] string? XelaAnswering = null,
    [property: Id(9)] string? ActivityRead = null);

/// <summary>A line of the person's conversation with Xela.</summary>
[GenerateSerializer, Immutable, Alias("streams.xela-news.v1")]
public sealed record ReplyNotification([property: Id(0)] string ConversationId, [property: Id(1)] CompanionMessageView Message);

/// <summary>A message in a conversation.</summary>
[GenerateSerializer, Immutable, Alias("streams.message-news.v1")]
public sealed record MessageNotification([property: Id(0)] string ConversationId, [property: Id(1)] MessageView Message);

/// <summary>Somebody types, or has stopped.</summary>
[GenerateSerializer, Immutable, Alias("streams.typing-news.v1")]
public sealed record TypingNotification([property: Id(0)] string ConversationId, [property: Id(1)] string UserId, [property: Id(2)] bool IsTyping);

/// <summary>Somebody's presence changed.</summary>
[GenerateSerializer, Immutable, Alias("streams.presence-news.v1")]
public sealed record PresenceNotification([property: Id(0)] string UserId, [property: Id(1)] string Status);
