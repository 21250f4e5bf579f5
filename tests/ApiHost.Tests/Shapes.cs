using System.Text.Json;
using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Accounts;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Circles;
using XelaConnect.ApiHost.Companion;
using XelaConnect.ApiHost.Courses;
using XelaConnect.ApiHost.Discovery;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Presence;
using XelaConnect.ApiHost.Referrals;
using XelaConnect.ApiHost.Reflections;
using XelaConnect.ApiHost.Relationships;
using XelaConnect.ApiHost.Safety;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.ApiHost.Sync;
using XelaConnect.ApiHost.Video;
using XelaConnect.ApiHost.Wallet;

namespace XelaConnect.ApiHost.Tests;

/// <summary>Public shapes as the host writes them, and only from metadata made at build time.</summary>
internal static class Shapes
{
    public const string User =
        "id, email, name, picture, age, city, bio, identity_badge, interests, streak, connections_count, connections, circles_joined, "
        + "courses_progress, " +
        "emotional_path_progress, weekly_growth, subscription_tier, subscription_expires_at, credits, referral_code, referred_by, "
        + "referrals_count, " +
        "referral_conversions, badges, created_at, last_active, is_guest, time_zone, email_verified, language, birth_date";

    public const string Circle =
        "id, name, category, description, image, color, emoji, tags, members_count, active, created_by, created_at, posts_count, "
        + "events_count, trending, recent_members";

    public const string Course =
        "id, title, description, category, image, price_credits, price_usd, modules, total_modules, duration, duration_minutes, "
        + "created_at, tagline, "
        + "price, original_price, " +
        "instructor, instructor_bio, total_lessons, preview_modules, progress";

    public const string Module = "module_id, title, duration_minutes, duration, content, content_markdown, video_url, image, lessons";

    public const string PublicUser =
        "id, name, picture, age, city, bio, identity_badge, interests, streak, connections_count, badges, emotional_path_progress, online";

    public const string Connection = "id, user_id, connected_user_id, compatibility_score, status, created_at, accepted_at";

    public const string Message = "message_id, seq, sender_id, content, timestamp, is_ai, read, delivered";

    public const string Conversation =
        "id, type, user_id, with_user_id, messages, last_message_at, created_at, unread_count, last_message, other_user";

    public const string Activity = "id, user_id, type, priority, title, description, action_text, action_link, read, created_at";

    public const string Reflection = "id, user_id, prompt, content, is_public, created_at, updated_at";

    private static readonly JsonSerializerOptions Options = Made();

    /// <summary>The metadata of every slice.</summary>
    public static JsonSerializerContext[] All =>
    [
        AccountsJson.Default, CirclesJson.Default, CoursesJson.Default, ReferralsJson.Default, WalletJson.Default,
        SubscriptionsJson.Default, AdminJson.Default,
        ConnectionsJson.Default, ConversationsJson.Default, PresenceRoutesJson.Default, SafetyJson.Default, ActivitiesJson.Default,
        SyncJsonContext.Default, DiscoveryJson.Default,
        CompanionJson.Default, ReflectionsJson.Default, VideoJson.Default,
    ];

    public static JsonElement Of<T>(T value) => JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(value, Options)).RootElement;

    /// <summary>The object has these fields and no others.</summary>
    public static JsonElement ShouldHave(this JsonElement json, params string[] fields)
    {
        var expected = fields.SelectMany(list => list.Split(", ")).Order(StringComparer.Ordinal);
        json.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).ShouldBe(expected);
        return json;
    }

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions();
        XelaJson.Configure(options, All);
        return options;
    }
}
