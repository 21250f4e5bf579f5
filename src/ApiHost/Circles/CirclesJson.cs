namespace XelaConnect.ApiHost.Circles;

/// <summary>A circle as lists show it. Without a creator it belongs to the house account.</summary>
internal record CircleJson(
    string Id, string Name, string Category, string Description, string Image, string? Color, string? Emoji,
    ImmutableArray<string> Tags, long MembersCount, bool Active, string CreatedBy, DateTimeOffset CreatedAt,
    long PostsCount, int EventsCount, bool Trending, IReadOnlyList<MemberCardJson> RecentMembers)
{
    /// <summary>The JSON form of a view. Circles have no events yet.</summary>
    public static CircleJson Of(CircleView circle) => new(
        circle.Id, circle.Profile.Name, circle.Profile.Category, circle.Profile.Description,
        PictureLinks.OfCircle(circle.Id, circle.Profile), circle.Profile.Color, circle.Profile.Emoji,
        circle.Profile.Tags, circle.MembersCount, circle.Active,
        circle.CreatedBy ?? HouseAccount.UserId, circle.CreatedAt, circle.PostsCount, EventsCount: 0, circle.Trending,
        [.. circle.RecentMembers.Select(MemberCardJson.Of)]);
}

/// <summary>A circle in full: the list's fields, the first 50 members and the last 50 posts.</summary>
internal sealed record CircleDetailJson : CircleJson
{
    public CircleDetailJson(
        CircleJson circle, ImmutableArray<string> members, IReadOnlyList<CircleActivityJson> recentActivity)
        : base(circle) => (Members, RecentActivity) = (members, recentActivity);

    public static CircleDetailJson Of(CircleDetailView detail) =>
        new(CircleJson.Of(detail.Circle), detail.Members, CircleActivityJson.Of(detail.RecentPosts));

    public ImmutableArray<string> Members { get; }
    public IReadOnlyList<CircleActivityJson> RecentActivity { get; }
}

/// <summary>A member on a circle's card.</summary>
internal sealed record MemberCardJson(string Id, string Name, string Picture)
{
    public static MemberCardJson Of(MemberCard card) =>
        new(card.UserId, card.Name, PictureLinks.OfUser(card.UserId, card.Picture));
}

/// <summary>A member in the list of members.</summary>
internal sealed record MemberJson(string Id, string Name, string Picture, DateTimeOffset JoinedAt)
{
    public static MemberJson Of(CircleMemberView member) => new(
        member.Card.UserId, member.Card.Name, PictureLinks.OfUser(member.Card.UserId, member.Card.Picture),
        member.JoinedAt);
}

/// <summary>A post in a circle; <c>removed</c> is present only when it is true.</summary>
internal sealed record CircleActivityJson(
    string Id, long Seq, string UserId, string UserName, string Message, DateTimeOffset Timestamp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Removed)
{
    public static CircleActivityJson Of(CirclePost post) =>
        new(post.Id, post.Seq, post.UserId, post.UserName, post.Message, post.Timestamp, post.Removed);

    public static IReadOnlyList<CircleActivityJson> Of(ImmutableArray<CirclePost> posts) => [.. posts.Select(Of)];
}

/// <summary>A page of circles.</summary>
internal sealed record CirclesPageJson(IReadOnlyList<CircleJson> Circles, string? NextCursor)
{
    public static CirclesPageJson Of(Page<CircleView> page) =>
        new([.. page.Items.Select(CircleJson.Of)], page.NextCursor);
}

/// <summary>The response of a circle's detail. Some clients read the newest posts beside the circle.</summary>
internal sealed record CircleDetailResponseJson(
    CircleDetailJson Circle, bool IsMember, IReadOnlyList<CircleActivityJson> RecentActivity)
{
    private const int RecentCount = 10;

    public static CircleDetailResponseJson Of(CircleDetailView detail)
    {
        var circle = CircleDetailJson.Of(detail);
        return new(circle, detail.IsMember, [.. circle.RecentActivity.TakeLast(RecentCount)]);
    }
}

/// <summary>A circle after a write, in full.</summary>
internal sealed record CircleChangedJson(string Message, CircleDetailJson Circle);
/// <summary>The response to a post.</summary>
internal sealed record PostedJson(string Message, CircleActivityJson Activity);
/// <summary>Posts, ascending by seq.</summary>
internal sealed record HistoryJson(IReadOnlyList<CircleActivityJson> Activities);

/// <summary>A page of members in the order in which they joined.</summary>
internal sealed record MembersJson(IReadOnlyList<MemberJson> Members, string? NextCursor)
{
    public static MembersJson Of(Page<CircleMemberView> page) =>
        new([.. page.Items.Select(MemberJson.Of)], page.NextCursor);
}

// The requests describe the bodies in the OpenAPI document; handlers read them field by field (see JsonInput).

/// <summary>Body of a new circle.</summary>
internal sealed record NewCircleRequest(
    [property: Length(1, Limits.Name)] string Name,
    [property: CircleCategory] string Category,
    [property: Length(1, Limits.CircleDescription)] string Description,
    [property: MaxLength(Limits.Url)] string? Image = null,
    [property: MaxLength(Limits.Color)] string? Color = null,
    [property: MaxLength(Limits.Emoji)] string? Emoji = null,
    [property: MaxLength(Limits.Tags), ItemLength(Limits.Tag)] IReadOnlyList<string>? Tags = null);

/// <summary>Body of a change; "" or null clears every field but name, category and description.</summary>
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CirclesPageJson))]
[JsonSerializable(typeof(CircleDetailResponseJson))]
[JsonSerializable(typeof(CircleChangedJson))]
[JsonSerializable(typeof(PostedJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(MembersJson))]
[JsonSerializable(typeof(NewCircleRequest))]
[JsonSerializable(typeof(CircleChangeRequest))]
[JsonSerializable(typeof(PostRequest))]
internal sealed partial class CirclesJson : JsonSerializerContext;
