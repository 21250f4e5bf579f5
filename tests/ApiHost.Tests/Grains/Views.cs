using System.Collections.Immutable;
using XelaConnect.Accounts;
using XelaConnect.Circles;
using XelaConnect.Courses;
using XelaConnect.Feed;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Tests.Grains;

/// <summary>Views as grains answer them.</summary>
internal static class Views
{
    public static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.FromHours(2));
    public const string CircleId = "circle-01920000-0000-7000-8000-000000000001";
    public const string CourseId = "course-01920000-0000-7000-8000-000000000001";

    public static UserView User(string id = "user-1") => new(
        id, "ada@example.com", "Ada", null, 36, "London", "Counts.", "Thinker", ["maths", "poetry"], 4, ["circle-1"],
        Tiers.Free, "XCABCDEFGH", null, 3, 1, At, At, false,
        null, 120, [new CourseProgress(CourseId, ["m2", "m1"], 33)], 24, 6, ["First Step"], false, 5);

    public static CircleView Circle(string id = CircleId) => new(
        id, new CircleProfile("Quiet Mornings", "Wellness", "Slow starts.", null, "#F2B880", "🌅", ["calm"]),
        2, true, "user-1", At, 7, true,
        [new MemberCard("user-1", "Ada", null), new MemberCard("user-2", "Bo", "https://example.com/bo.png")]);

    public static CirclePost Activity(long seq, bool removed = false) =>
        new(Ids.NewAt("activity", At, seq, "op"), seq, "user-1", "Ada", removed ? "" : "Hello <all> 🌅", At, removed);

    public static CircleDetailView Detail(bool isMember = true) =>
        new(Circle(), ["user-1", "user-2"], [Activity(1), Activity(2, removed: true)], isMember);

    public static CourseView Course(params int[] minutes) => new(
        CourseId,
        new CourseContent(
            "Naming What You Feel", "Find better words", "A course.", "Growth", null, 150, 14.99m, "$19.99", "Maren Okafor",
            "Maren teaches.", [0],
            [.. minutes.Select(
                (duration, i) => new CourseModule(
                $"m{i + 1}", $"Module {i + 1}", duration, $"Text {i + 1}", $"https://example.com/{i + 1}"))],
            "4 weeks"),
        At, 1);

    public static SubscriptionView Subscription(string tier = Tiers.Free) =>
        new(tier, tier == Tiers.Free ? null : At, tier != Tiers.Free, false, Plans.Default.Of(tier));

    public static CourseGrant Grant(string source = GrantSources.Credits) => new(CourseId, source, At);

    public static ConnectionView Connection(
        string from = "user-1", string to = "user-2", string status = ConnectionStatuses.Accepted) => new(
        Pair.Of(from, to).ConnectionId, from, to, 74, status, At, status == ConnectionStatuses.Accepted ? At.AddMinutes(1) : null);

    public static MessageView Message(long seq, string from = "user-2", string text = "Hello <you> 🌅") =>
        new(Ids.NewAt("msg", At, seq, "op"), seq, from, text, At.AddSeconds(seq), Read: false, Delivered: true);

    public static ConversationView Conversation(
        string viewer = "user-1", string other = "user-2", long lastSeq = 3, long unread = 2) => new(
        Pair.Of(viewer, other).ConversationId, other, At, lastSeq == 0
            ? null
            : Message(lastSeq, other), unread, ReadUpTo: 1, OtherReadUpTo: 0, IsHidden: false, Version: lastSeq + 2);

    public static FeedItemView FeedItem(long seq, bool read = false) => new(
        Ids.NewAt("activity", At, seq, "op"), "user-1", seq,
        new FeedItemText(FeedItemKinds.Connection, FeedItemKinds.High, "Bo said yes", "You are connected now.", "Say hello",
            "/messages/user-2"), read, At.AddSeconds(seq));

    public static SessionView Session(string id = "session-1", string userId = "user-1") =>
        new(id, userId, "Firefox", At, At + Sessions.Lifetime);

    public static ImmutableArray<T> All<T>(params T[] items) => [.. items];
}
