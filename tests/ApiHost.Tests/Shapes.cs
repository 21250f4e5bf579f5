using System.Text.Json;
using Shouldly;
using XelaConnect.ApiHost.Accounts;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Circles;
using XelaConnect.ApiHost.Courses;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Referrals;
using XelaConnect.ApiHost.Wallet;

namespace XelaConnect.ApiHost.Tests;

/// <summary>Public shapes as the host writes them, and only from metadata made at build time.</summary>
internal static class Shapes
{
    public const string User =
        "id, email, name, picture, age, city, bio, identity_badge, interests, streak, connections_count, circles_joined, courses_progress, " +
        "emotional_path_progress, weekly_growth, subscription_tier, subscription_expires_at, credits, referral_code, referred_by, referrals_count, " +
        "referral_conversions, badges, created_at, last_active, is_guest";

    public const string Circle =
        "id, name, category, description, image, color, emoji, tags, members_count, active, created_by, created_at, posts_count, events_count, trending, recent_members";

    public const string Course =
        "id, title, description, category, image, price_credits, price_usd, modules, total_modules, duration, created_at, tagline, price, original_price, " +
        "instructor, instructor_bio, total_lessons, preview_modules, progress";

    private static readonly JsonSerializerOptions Options = Made();

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
        XelaJson.Configure(options, [AccountsJson.Default, CirclesJson.Default, CoursesJson.Default, ReferralsJson.Default, WalletJson.Default, SubscriptionsJson.Default, AdminJson.Default]);
        return options;
    }
}
