using XelaConnect.Companion;
using XelaConnect.Feed;
using XelaConnect.Relationships;

namespace XelaConnect.Notifications;

/// <summary>For the devices of people on one API host.</summary>
[GenerateSerializer, Immutable, Alias("streams.host-notification.v1")]
public sealed record HostNotification([property: Id(0)] ImmutableArray<AddressedNotification> Notifications);

/// <summary>A notification and its recipients.</summary>
[GenerateSerializer, Immutable, Alias("streams.addressed-notification.v1")]
public sealed record AddressedNotification(
    [property: Id(0)] ImmutableArray<string> UserIds, [property: Id(1)] UserNotification Notification);

/// <summary>
/// For the devices of one person. A gap in the numbers, or another epoch, means a possible loss. Without an epoch it is
/// not numbered: a loss does not matter.
/// </summary>
[GenerateSerializer, Immutable, Alias("streams.user-news.v1")]
public sealed record UserNotification(
    [property: Id(0)] SessionEnded? SessionEnded, [property: Id(1)] ImmutableArray<PersonalEvent> Events,
    [property: Id(2)] long Number = 0, [property: Id(3)] string? Epoch = null);

/// <summary>A session ended: its connections are notified and closed.</summary>
[GenerateSerializer, Immutable, Alias("streams.session-ended.v1")]
public sealed record SessionEnded([property: Id(0)] string SessionId, [property: Id(1)] string Reason);

/// <summary>An event for a person's devices; one field is set.</summary>
[GenerateSerializer, Immutable, Alias("streams.personal-event.v1")]
public sealed record PersonalEvent(
    [property: Id(0)] MessageNotification? Message = null, [property: Id(1)] MarkView? Read = null,
    [property: Id(2)] MarkView? Delivered = null, [property: Id(3)] TypingNotification? Typing = null,
    [property: Id(4)] PresenceNotification? Presence = null, [property: Id(5)] ConnectionView? Connection = null,
    [property: Id(6)] FeedItemView? Activity = null, [property: Id(7)] ReplyNotification? Xela = null,
    [property: Id(8)] string? XelaAnswering = null, [property: Id(9)] string? ActivityRead = null,
    [property: Id(10)] SessionEnded? SessionEnded = null);

/// <summary>A line of the person's conversation with Xela.</summary>
[GenerateSerializer, Immutable, Alias("streams.xela-news.v1")]
public sealed record ReplyNotification(
    [property: Id(0)] string ConversationId, [property: Id(1)] CompanionMessageView Message);

/// <summary>A message in a conversation.</summary>
[GenerateSerializer, Immutable, Alias("streams.message-news.v1")]
public sealed record MessageNotification(
    [property: Id(0)] string ConversationId, [property: Id(1)] MessageView Message);

/// <summary>A person types, or stopped.</summary>
[GenerateSerializer, Immutable, Alias("streams.typing-news.v1")]
public sealed record TypingNotification(
    [property: Id(0)] string ConversationId, [property: Id(1)] string UserId, [property: Id(2)] bool IsTyping);

/// <summary>A person's presence changed.</summary>
[GenerateSerializer, Immutable, Alias("streams.presence-news.v1")]
public sealed record PresenceNotification([property: Id(0)] string UserId, [property: Id(1)] string Status);
