using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Http;
using XelaConnect.Circles;

namespace XelaConnect.ApiHost.Circles;

/// <summary>A circle as lists show it (contract §0 "circle").</summary>
internal record CircleJson
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Category { get; init; }
    public required string Description { get; init; }
    public required string? Image { get; init; }
    public required string? Color { get; init; }
    public required string? Emoji { get; init; }
    public required ImmutableArray<string> Tags { get; init; }
    public required long MembersCount { get; init; }
    public required bool Active { get; init; }
    public required string? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long PostsCount { get; init; }
    public required int EventsCount { get; init; }
    public required bool Trending { get; init; }
    public required IReadOnlyList<MemberCardJson> RecentMembers { get; init; }

    /// <summary>The public shape of a view. Circles hold no events yet.</summary>
    public static CircleJson Of(CircleView circle) => new()
    {
        Id = circle.Id,
        Name = circle.Profile.Name,
        Category = circle.Profile.Category,
        Description = circle.Profile.Description,
        Image = circle.Profile.Image,
        Color = circle.Profile.Color,
        Emoji = circle.Profile.Emoji,
        Tags = circle.Profile.Tags,
        MembersCount = circle.MembersCount,
        Active = circle.Active,
        CreatedBy = circle.CreatedBy,
        CreatedAt = circle.CreatedAt,
        PostsCount = circle.PostsCount,
        EventsCount = 0,
        Trending = circle.Trending,
        RecentMembers = [.. circle.RecentMembers.Select(MemberCardJson.Of)],
    };
}

/// <summary>A circle in full: the list's fields, the first 50 members and the last 50 activities.</summary>
internal sealed record CircleDetailJson : CircleJson
{
    [SetsRequiredMembers]
    public CircleDetailJson(CircleJson circle, ImmutableArray<string> members, IReadOnlyList<CircleActivityJson> recentActivity) : base(circle)
    {
        Members = members;
        RecentActivity = recentActivity;
    }

    public ImmutableArray<string> Members { get; }
    public IReadOnlyList<CircleActivityJson> RecentActivity { get; }
}

/// <summary>A member on a circle's card.</summary>
internal sealed record MemberCardJson(string Id, string Name, string? Picture)
{
    public static MemberCardJson Of(MemberCard card) => new(card.UserId, card.Name, card.Picture);
}

/// <summary>A member in the list of members.</summary>
internal sealed record MemberJson(string Id, string Name, string? Picture, DateTimeOffset JoinedAt)
{
    public static MemberJson Of(CircleMemberView member) => new(member.Card.UserId, member.Card.Name, member.Card.Picture, member.JoinedAt);
}

/// <summary>Something said in a circle (contract §0 "circle activity"); <c>removed</c> is only there when it is true.</summary>
internal sealed record CircleActivityJson(
    string Id,
    long Seq,
    string UserId,
    string UserName,
    string Message,
    DateTimeOffset Timestamp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Removed)
{
    public static CircleActivityJson Of(CirclePost activity) =>
        new(activity.Id, activity.Seq, activity.UserId, activity.UserName, activity.Message, activity.Timestamp, activity.Removed);

    public static IReadOnlyList<CircleActivityJson> Of(ImmutableArray<CirclePost> activities) => [.. activities.Select(Of)];
}

/// <summary>A page of circles.</summary>
internal sealed record CirclesPageJson(IReadOnlyList<CircleJson> Circles, string? NextCursor)
{
    public static CirclesPageJson Of(Page<CircleView> page) => new([.. page.Items.Select(CircleJson.Of)], page.NextCursor);
}

/// <summary>Contract endpoint 10. The circle holds the last 50 activities; beside it stand the newest few, where some clients read them.</summary>
internal sealed record CircleDetailAnswerJson(CircleDetailJson Circle, bool IsMember, IReadOnlyList<CircleActivityJson> RecentActivity)
{
    private const int Beside = 10;

    public static CircleDetailAnswerJson Of(CircleDetailView detail)
    {
        var recent = CircleActivityJson.Of(detail.RecentPosts);
        return new(new CircleDetailJson(CircleJson.Of(detail.Circle), detail.Members, recent), detail.IsMember, [.. recent.TakeLast(Beside)]);
    }
}

/// <summary>A circle after a write.</summary>
internal sealed record CircleChangedJson(string Message, CircleJson Circle);

/// <summary>What was posted.</summary>
internal sealed record PostedJson(string Message, CircleActivityJson Activity);

/// <summary>A stretch of history, ascending by seq.</summary>
internal sealed record HistoryJson(IReadOnlyList<CircleActivityJson> Activities);

/// <summary>A page of members, in the order they came.</summary>
internal sealed record MembersJson(IReadOnlyList<MemberJson> Members, string? NextCursor)
{
    public static MembersJson Of(Page<CircleMemberView> page) => new([.. page.Items.Select(MemberJson.Of)], page.NextCursor);
}

// Requests. They are read field by field (see JsonInput), and stand here for the OpenAPI document.

/// <summary>Body of a new circle.</summary>
internal sealed record NewCircleRequest(
    [property: Length(1, Limits.Name)] string Name,
    [property: CircleCategory] string Category,
    [property: Length(1, Limits.CircleDescription)] string Description,
    [property: MaxLength(Limits.Url)] string? Image = null,
    [property: MaxLength(Limits.Color)] string? Color = null,
    [property: MaxLength(Limits.Emoji)] string? Emoji = null,
    [property: MaxLength(Limits.Tags), ItemLength(Limits.Tag)] IReadOnlyList<string>? Tags = null);

/// <summary>Body of a change: any of these; "" or null clears all but name, category and description.</summary>
internal sealed record CircleChangeRequest(
    [property: Length(1, Limits.Name)] string? Name = null,
    [property: CircleCategory] string? Category = null,
    [property: Length(1, Limits.CircleDescription)] string? Description = null,
    [property: MaxLength(Limits.Url)] string? Image = null,
    [property: MaxLength(Limits.Color)] string? Color = null,
    [property: MaxLength(Limits.Emoji)] string? Emoji = null,
    [property: MaxLength(Limits.Tags), ItemLength(Limits.Tag)] IReadOnlyList<string>? Tags = null);

/// <summary>Body of a post.</summary>
internal sealed record PostRequest([property: Length(1, Limits.Message)] string Message);

/// <summary>Serializers of this slice, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CirclesPageJson))]
[JsonSerializable(typeof(CircleDetailAnswerJson))]
[JsonSerializable(typeof(CircleChangedJson))]
[JsonSerializable(typeof(PostedJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(MembersJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(NewCircleRequest))]
[JsonSerializable(typeof(CircleChangeRequest))]
[JsonSerializable(typeof(PostRequest))]
internal sealed partial class CirclesJson : JsonSerializerContext;
