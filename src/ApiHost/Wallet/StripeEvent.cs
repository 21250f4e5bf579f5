using System.Globalization;
using System.Text.Json;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Wallet;

/// <summary>A webhook of Stripe's, as far as it is about us.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Kind">What it says.</param>
/// <param name="IntentId">The payment intent it is about.</param>
/// <param name="Payment">What our own metadata say of it; null where there are none.</param>
/// <param name="CentsReturned">How much was refunded in all, for <see cref="StripeEventKind.Refunded"/>.</param>
/// <param name="Wholly">Whether that is everything.</param>
internal sealed record StripeEvent(string Id, StripeEventKind Kind, string IntentId, StripePayment? Payment, long CentsReturned = 0, bool Wholly = false)
{
    private const int LongestId = 100;

    private static readonly StripeEvent NotOurs = new("", StripeEventKind.Other, "", null);

    /// <summary>Reads a body whose signature was checked; a fault only for what is no event at all. Whatever is not about us is <see cref="StripeEventKind.Other"/>.</summary>
    public static Outcome<StripeEvent> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (Text(root, "id") is not { } id || !IsId(id)) return Missing("id");
            if (Text(root, "type") is not { } type) return Missing("type");
            var about = Object(Object(root, "data"), "object");
            if (about.ValueKind != JsonValueKind.Object) return Missing("data.object");
            return type switch
            {
                "payment_intent.succeeded" => OfIntent(id, StripeEventKind.Succeeded, about),
                "payment_intent.payment_failed" => OfIntent(id, StripeEventKind.Failed, about),
                "charge.refunded" => OfCharge(id, about),
                _ => NotOurs,
            };
        }
        catch (JsonException)
        {
            return Http.HttpFaults.MalformedJson;
        }
        catch (InvalidOperationException)
        {
            // A text that cannot be turned into one: a lone surrogate.
            return Http.HttpFaults.MalformedJson;
        }
    }

    private static StripeEvent OfIntent(string id, StripeEventKind kind, JsonElement intent) =>
        Text(intent, "id") is { } intentId && IsId(intentId) && StripePayment.Of(Object(intent, "metadata"), Number(intent, "amount") ?? 0) is { } payment
            ? new StripeEvent(id, kind, intentId, payment)
            : NotOurs;

    private static StripeEvent OfCharge(string id, JsonElement charge)
    {
        // The intent is named, or stands there whole when the sender was asked to expand it.
        var intentId = Text(charge, "payment_intent") ?? Text(Object(charge, "payment_intent"), "id");
        if (intentId is null || !IsId(intentId)) return NotOurs;
        var wholly = charge.TryGetProperty("refunded", out var refunded) && refunded.ValueKind == JsonValueKind.True;
        var cents = Number(charge, "amount_refunded") ?? (wholly ? Number(charge, "amount") : null) ?? 0;
        return cents <= 0 ? NotOurs : new StripeEvent(id, StripeEventKind.Refunded, intentId, null, cents, wholly);
    }

    /// <summary>Ids become grain keys and operation ids, so they are made of what Stripe makes ids of.</summary>
    private static bool IsId(string text)
    {
        if (text.Length is 0 or > LongestId) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return false;
        return true;
    }

    private static Fault Missing(string field) => Http.HttpFaults.Invalid(field, $"The field {field} is required.");

    private static JsonElement Object(JsonElement root, string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement root, string name) => Object(root, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static long? Number(JsonElement root, string name) => Object(root, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;
}

/// <summary>What a webhook says.</summary>
internal enum StripeEventKind
{
    /// <summary>Nothing that concerns us.</summary>
    Other,
    /// <summary>An intent was paid.</summary>
    Succeeded,
    /// <summary>An intent failed.</summary>
    Failed,
    /// <summary>A charge was refunded, wholly or in part.</summary>
    Refunded,
}

/// <summary>The metadata that we put on a payment intent (contract §3 "Payments").</summary>
internal sealed record StripePayment(string UserId, string PaymentId, Order Order)
{
    private const long MostCredits = 100_000_000;

    /// <summary>Reads them; null when they are not ours, or say nothing usable.</summary>
    public static StripePayment? Of(JsonElement metadata, long cents)
    {
        if (Text(metadata, "user_id") is not { } user || !Ids.IsOf("user", user) || Text(metadata, "operation_id") is not { Length: > 0 and <= 100 } operation) return null;
        return Text(metadata, "purpose") switch
        {
            PaymentPurposes.TopUp when long.TryParse(Text(metadata, "credits"), NumberStyles.None, CultureInfo.InvariantCulture, out var credits) && credits is > 0 and <= MostCredits =>
                new StripePayment(user, operation, new Order(PaymentPurposes.TopUp, cents, credits, null, null)),
            PaymentPurposes.Course when Text(metadata, "course_id") is { } course && Ids.IsOf("course", course) =>
                new StripePayment(user, operation, new Order(PaymentPurposes.Course, cents, 0, course, null)),
            _ => null,
        };
    }

    // Metadata are texts; whoever replays them by hand writes numbers.
    private static string? Text(JsonElement metadata, string name) =>
        metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
}
