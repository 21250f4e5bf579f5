using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.TestKit.Clients;

/// <summary>Credits, card payments and course purchases, over HTTP.</summary>
public static class WalletActions
{
    /// <summary>A seeded course that costs 120 credits or $11.99, and one that costs 150 credits.</summary>
    public const string Course = "course-01920000-0000-7000-8000-000000000003";
    public const string OtherCourse = "course-01920000-0000-7000-8000-000000000002";
    public const long CourseCredits = 120;
    public const long CourseCents = 1199;

    public static async Task<long> CreditsAsync(this Person person) => (await person.GetAsync("/api/wallet"))
        .Should(HttpStatusCode.OK).Json.GetProperty("credits").GetInt64();

    public static Task<Reply> TopUpAsync(this Person person, long credits, string card = "pm_card_visa", string? key = null) =>
        person.PostAsync("/api/wallet/topup", new JsonObject { ["credits"] = credits, ["stripe_token"] = card }, key);

    public static Task<Reply> BuyAsync(this Person person, string course, string? key = null) =>
        person.PostAsync($"/api/courses/{course}/purchase", new JsonObject { ["payment_method"] = "credits" }, key);

    public static Task<Reply> BuyByCardAsync(this Person person, string course, string card = "pm_card_visa", string? key = null) =>
        person.PostAsync($"/api/courses/{course}/purchase", new JsonObject { ["payment_method"] = "stripe", ["stripe_token"] = card }, key);

    public static async Task<bool> HoldsAsync(this Person person, string course) =>
        (await person.GetAsync($"/api/courses/{course}")).Should(HttpStatusCode.OK).Json.GetProperty("is_purchased").GetBoolean();

    /// <summary>The whole ledger, newest first, checked: it adds up to the balance and never falls below 0.</summary>
    public static async Task<List<JsonElement>> LedgerAsync(this Person person, int limit = 100)
    {
        var entries = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = (await person.GetAsync($"/api/wallet/entries?limit={limit}{cursor}")).Should(HttpStatusCode.OK).Json;
            entries.AddRange(page.GetProperty("entries").EnumerateArray());
            if (page.GetProperty("next_cursor").GetString() is not { } next) break;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }
        entries.Select(e => e.GetProperty("id").GetString()).ShouldBeUnique();
        var balance = 0L;
        foreach (var entry in Enumerable.Reverse(entries))
        {
            balance += entry.GetProperty("amount").GetInt64();
            balance.ShouldBeGreaterThanOrEqualTo(0);
            entry.GetProperty("balance").GetInt64().ShouldBe(balance);
        }
        (await person.CreditsAsync()).ShouldBe(balance);
        return entries;
    }
}
