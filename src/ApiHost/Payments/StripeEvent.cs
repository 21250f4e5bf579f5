using System.Diagnostics.CodeAnalysis;

namespace XelaConnect.ApiHost.Payments;

internal sealed record StripeEvent(string Id, StripeEventKind Kind, string IntentId)
{
    private const int MaxIdLength = 100;
    /// <summary>More than Stripe accepts in one payment, and far from an overflow of sums.</summary>
    private const long MaxCents = 1_000_000_000_000;

    /// <summary>The payment by our metadata; null where they are unusable, and for events without any.</summary>
    public StripePayment? Payment { get; private init; }
    public UnmatchedPayment? Unmatched { get; private init; }

    /// <summary>The cents refunded in total, or disputed; null where Stripe names none.</summary>
    public long? Cents { get; private init; }
    public bool IsFull { get; private init; }

    /// <summary>The dispute id and one of <see cref="DisputeOutcomes"/>.</summary>
    public (string Id, string Outcome) Dispute { get; private init; }

    /// <summary>Reads a signed body; refuses only what is no event.</summary>
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
                "payment_intent.succeeded" => OfSuccess(id, about),
                "payment_intent.payment_failed" => OfFailure(id, about),
                "charge.refunded" => OfRefund(id, about),
                "charge.dispute.created" or "charge.dispute.closed" =>
                    OfDispute(id, about, isClosed: type == "charge.dispute.closed"),
                _ => NotOurs(id),
            };
        }
        // The latter: the text has a lone surrogate.
        catch (Exception e) when (e is JsonException or InvalidOperationException) { return HttpFaults.MalformedJson; }
    }

    /// <summary>Ids become grain keys and operation ids, so only the characters of Stripe ids are allowed.</summary>
    public static bool IsId([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxIdLength } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static StripeEvent OfSuccess(string id, JsonElement intent)
    {
        var metadata = Object(intent, "metadata");
        var intentId = Text(intent, "id");
        if (!IsId(intentId) || !StripePayment.IsOurs(metadata)) return NotOurs(id);
        var cents = Amount(intent, "amount_received") is > 0 and { } received ? received : Amount(intent, "amount") ?? 0;
        var currency = Currency(intent);
        var payment = StripePayment.Of(metadata, cents, currency, out var unmatched);
        return payment is null ? new(id, StripeEventKind.Unmatched, intentId) { Unmatched = unmatched }
            : new(id, StripeEventKind.Succeeded, intentId) { Payment = payment };
    }

    private static StripeEvent OfFailure(string id, JsonElement intent) =>
        Text(intent, "id") is var intentId && IsId(intentId)
        && StripePayment.Of(Object(intent, "metadata"), 0, null, out _) is { } payment
            ? new(id, StripeEventKind.Failed, intentId) { Payment = payment } : NotOurs(id);

    private static StripeEvent OfRefund(string id, JsonElement charge)
    {
        if (IntentOf(charge) is not { } intentId) return NotOurs(id);
        var wholly = Object(charge, "refunded").ValueKind == JsonValueKind.True;
        var cents = Amount(charge, "amount_refunded") ?? (wholly ? Amount(charge, "amount") : null) ?? 0;
        if (cents == 0 && !wholly) return NotOurs(id);
        return new(id, StripeEventKind.Refunded, intentId) { Cents = cents, IsFull = wholly };
    }

    private static StripeEvent OfDispute(string id, JsonElement dispute, bool isClosed)
    {
        var disputeId = Text(dispute, "id");
        if (IntentOf(dispute) is not { } intentId || !IsId(disputeId)) return NotOurs(id);
        var outcome = !isClosed ? DisputeOutcomes.Open
            : Text(dispute, "status") is "won" or "warning_closed" ? DisputeOutcomes.Won : DisputeOutcomes.Lost;
        // Banks may dispute in another currency; that amount says nothing about US cents.
        var cents = Currency(dispute) is null or "usd" && Amount(dispute, "amount") is > 0 and { } amount ? amount : (long?)null;
        return new(id, StripeEventKind.Disputed, intentId) { Cents = cents, Dispute = (disputeId, outcome) };
    }

    /// <summary>The id of the intent, or of the whole intent where Stripe is configured to expand it.</summary>
    private static string? IntentOf(JsonElement about) =>
        (Text(about, "payment_intent") ?? Text(Object(about, "payment_intent"), "id")) is var id && IsId(id) ? id : null;

    private static StripeEvent NotOurs(string id) => new(id, StripeEventKind.Other, "");

    private static Fault Missing(string field) => HttpFaults.Invalid(field, $"The field {field} is required.");

    private static JsonElement Object(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement root, string name) =>
        Object(root, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static long? Amount(JsonElement root, string name) =>
        Object(root, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
            && number is >= 0 and <= MaxCents ? number : null;

    /// <summary>Three letters in lower case; null where Stripe names none, "unknown" for anything else.</summary>
    private static string? Currency(JsonElement root)
    {
        if (Object(root, "currency").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        return Text(root, "currency") is { Length: 3 } text && text.All(char.IsAsciiLetter)
            ? string.Create(3, text, static (to, from) => from.AsSpan().ToLowerInvariant(to)) : "unknown";
    }
}

internal enum StripeEventKind
{
    /// <summary>The event does not concern this server.</summary>
    Other,
    Succeeded,
    /// <summary>An intent of ours succeeded, and its metadata do not name the user or the order.</summary>
    Unmatched,
    Failed,
    /// <summary>A charge was refunded, in full or in part.</summary>
    Refunded,
    /// <summary>A charge is disputed, or a dispute was decided.</summary>
    Disputed,
}

internal sealed record StripePayment(string UserId, string PaymentId, Order Order, string? Currency)
{
    private const long MaxCredits = 100_000_000;

    /// <summary>Whether the metadata are of this server, even if incomplete.</summary>
    public static bool IsOurs(JsonElement metadata) =>
        Ids.IsOf("user", Text(metadata, "user_id")) || Ids.IsOf("payment", Text(metadata, "operation_id"))
        || Text(metadata, "purpose") is PaymentPurposes.TopUp or PaymentPurposes.Course;

    public static StripePayment? Of(JsonElement metadata, long cents, string? currency, out UnmatchedPayment unmatched)
    {
        var user = Text(metadata, "user_id") is { } userId && Ids.IsOf("user", userId) ? userId : null;
        var operation =
            Text(metadata, "operation_id") is var operationId && StripeEvent.IsId(operationId) ? operationId : null;
        var paidFor = Text(metadata, "purpose");
        var order = paidFor switch
        {
            PaymentPurposes.TopUp when long.TryParse(
                Text(metadata, "credits"), NumberStyles.None, CultureInfo.InvariantCulture, out var credits)
                    && credits is > 0 and <= MaxCredits =>
                new Order(PaymentPurposes.TopUp, cents, credits, null, null),
            PaymentPurposes.Course when Text(metadata, "course_id") is { } course && Ids.IsOf("course", course) =>
                new Order(PaymentPurposes.Course, cents, 0, course, null),
            _ => null,
        };
        var reason = user is null ? UnmatchedReasons.UnknownUser
            : operation is null ? UnmatchedReasons.NoOperation : UnmatchedReasons.UnknownOrder;
        var purpose = paidFor is PaymentPurposes.TopUp or PaymentPurposes.Course ? paidFor : null;
        unmatched = new UnmatchedPayment(user, operation, purpose, cents, currency, reason);
        return user is null || operation is null || order is null ? null : new(user, operation, order, currency);
    }

    // Metadata are texts; hand-written replays may have numbers.
    private static string? Text(JsonElement metadata, string name) =>
        metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
}
