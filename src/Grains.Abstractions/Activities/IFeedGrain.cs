using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Activities;

/// <summary>What a person was told of, keyed by user id: the newest 200 (contract endpoints 23 and 24).</summary>
[Alias("activity.feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>
    /// Tells the person something. Owed by whatever happened; told once an operation, and once a key. Of what is not of high priority a few are told on a UTC
    /// day; a further one is dropped, and is never told.
    /// </summary>
    [Alias("Tell")]
    Task<Outcome<Done>> AddAsync(AddFeedItem command);

    /// <summary>A page, newest first.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<FeedPage>> ListAsync(bool unreadOnly, string? cursor, int limit);

    /// <summary>Marks one as read; one that is none of this person's is unknown.</summary>
    [Alias("MarkRead")]
    Task<Outcome<Done>> MarkReadAsync(MarkFeedItemRead command);

    /// <summary>What was suggested to the person.</summary>
    [Alias("Suggested"), ReadOnly]
    Task<SuggestionStateView> SuggestedAsync();

    /// <summary>Those told or read after a place in this grain's history, and the place now.</summary>
    [Alias("Changes"), ReadOnly]
    Task<FeedChanges> ChangesAsync(long afterSeq);
}

/// <summary>Kinds and priorities of contract §0 "activity".</summary>
public static class FeedItemKinds
{
    /// <summary>Something to take part in.</summary>
    public const string Opportunity = "opportunity";
    /// <summary>Someone.</summary>
    public const string Connection = "connection";
    /// <summary>Something about oneself.</summary>
    public const string Insight = "insight";
    /// <summary>A boost.</summary>
    public const string Boost = "boost";

    /// <summary>Cannot wait.</summary>
    public const string High = "high";
    /// <summary>Good to know soon.</summary>
    public const string Medium = "medium";
    /// <summary>Whenever.</summary>
    public const string Low = "low";
}

/// <summary>What is told.</summary>
/// <param name="Kind">Of <see cref="FeedItemKinds"/>.</param>
/// <param name="Priority">Of <see cref="FeedItemKinds"/>.</param>
/// <param name="Title">A few words.</param>
/// <param name="Description">A sentence.</param>
/// <param name="ActionText">What the button says.</param>
/// <param name="ActionLink">Where it leads, within the app.</param>
[GenerateSerializer, Immutable, Alias("activity.text.v1")]
public sealed record FeedItemText(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Priority,
    [property: Id(2)] string Title,
    [property: Id(3)] string Description,
    [property: Id(4)] string? ActionText,
    [property: Id(5)] string? ActionLink);

/// <summary>Tells something.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Text">What is told.</param>
/// <param name="Key">What it is about: of one key the person is told once, by whichever operation. Null where each operation is another thing.</param>
[GenerateSerializer, Immutable, Alias("activity.tell.v1")]
public sealed record AddFeedItem([property: Id(0)] string OperationId, [property: Id(1)] FeedItemText Text, [property: Id(2)] string? Key = null) : ICommand;

/// <summary>Marks one as read.</summary>
[GenerateSerializer, Immutable, Alias("activity.mark-read.v1")]
public sealed record MarkFeedItemRead([property: Id(0)] string OperationId, [property: Id(1)] string ActivityId, [property: Id(2)] long Seq) : ICommand;

/// <summary>An activity (contract §0 "activity").</summary>
[GenerateSerializer, Immutable, Alias("activity.view.v1")]
public sealed record FeedItemView(
    [property: Id(0)] string Id,
    [property: Id(1)] string UserId,
    [property: Id(2)] long Seq,
    [property: Id(3)] FeedItemText Text,
    [property: Id(4)] bool Read,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] string? Key = null,
    [property: Id(7)] long? ReadSeq = null,
    [property: Id(8)] DateTimeOffset? ReadAt = null);

/// <summary>An activity that was read.</summary>
[GenerateSerializer, Immutable, Alias("activity.read-view.v1")]
public sealed record FeedItemReadView([property: Id(0)] string Id, [property: Id(1)] DateTimeOffset At);

/// <summary>Suggestions of circles and people: how many are unread, and the keys of all that are remembered.</summary>
[GenerateSerializer, Immutable, Alias("activity.suggested.v1")]
public sealed record SuggestionStateView([property: Id(0)] int Unread, [property: Id(1)] ImmutableArray<string> Known);

/// <summary>A page of activities.</summary>
[GenerateSerializer, Immutable, Alias("activity.page.v1")]
public sealed record FeedPage([property: Id(0)] ImmutableArray<FeedItemView> Items, [property: Id(1)] string? NextCursor, [property: Id(2)] int Unread);

/// <summary>Activities told after a place, oldest first, and those told before it and read after it.</summary>
[GenerateSerializer, Immutable, Alias("activity.changes.v1")]
public sealed record FeedChanges(
    [property: Id(0)] ImmutableArray<FeedItemView> Items, [property: Id(1)] long Seq, [property: Id(2)] ImmutableArray<FeedItemReadView> Read = default);

/// <summary>Every refusal of the activity slice.</summary>
public static class FeedFaults
{
    /// <summary>No such activity of this person's.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "activity_not_found", "Activity not found.");
    /// <summary>The cursor is none of this list's.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");
}
