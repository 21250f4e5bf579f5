using System.Collections.Immutable;
using XelaConnect.ApiHost.Http;
using XelaConnect.Subscriptions;

namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>What one call of RevenueCat's webhook asks for.</summary>
/// <param name="Type">RevenueCat's own word for it.</param>
/// <param name="Owners">The ids of whom it is about, the surest first: of one customer, but for a transfer, where they are those who give.</param>
/// <param name="Receivers">Those who may receive a transfer.</param>
/// <param name="Event">What happened; null where it means nothing here.</param>
internal sealed record RevenueCatEvent(string Type, ImmutableArray<string> Owners, ImmutableArray<string> Receivers, StoreEvent? Event)
{
    /// <summary>It was understood, and nothing follows from it.</summary>
    public static RevenueCatEvent Nothing(string type, string why) => new(type, [], [], null) { Why = why };

    /// <summary>Why nothing follows from it, for the log.</summary>
    public string? Why { get; private init; }
}

/// <summary>
/// RevenueCat's events in our words. Pure. What it sends with an event is the state of the subscription at that event, so each stands for itself; which
/// one is the later is told by its timestamp and not by its arrival.
/// </summary>
internal static class RevenueCatEvents
{
    private const string AliasType = "SUBSCRIBER_ALIAS";
    private static readonly TextRule Id = new(Limits.EventId);
    private static readonly TextRule EventType = new(Limits.EventType);
    private static readonly TextRule UserId = new(Limits.ForeignUserId);
    private static readonly TextRule StoreText = new(Limits.StoreText);

    /// <summary>Reads the body; what is wrong with it is noted there.</summary>
    public static RevenueCatEvent? Read(JsonInput body, RevenueCatSettings settings)
    {
        if (body.Errors.Fault is not null || body.Within("event") is not { } told) return null;
        var (id, type) = (told.Text("id", Id), told.Text("type", EventType));
        if (body.Errors.Fault is not null) return null;
        var environment = told.OptionalText("environment", StoreText);
        if (body.Errors.Fault is not null) return null;
        if (!settings.AllowsSandbox && "SANDBOX".Equals(environment, StringComparison.OrdinalIgnoreCase)) return RevenueCatEvent.Nothing(type, "it is of a sandbox");
        if (type == AliasType) return Customer(told) is var ids && body.Errors.Fault is null ? new RevenueCatEvent(type, ids, [], null) : null;
        if (KindOf(type, told.OptionalText("cancel_reason", StoreText)) is not { } kind) return body.Errors.Fault is null ? RevenueCatEvent.Nothing(type, "the type is none that this server acts on") : null;

        var from = told.Milliseconds("purchased_at_ms");
        if ((told.Milliseconds("event_timestamp_ms") ?? from) is not { } at)
        {
            told.Refuse("event_timestamp_ms", "is required");
            return null;
        }
        var notice = kind == StoreEventKinds.Transferred
            ? new RevenueCatEvent(type, Users(told, "transferred_from"), Users(told, "transferred_to"), new StoreEvent(id, kind, "", null, at, null, null, null))
            : OfProduct(told, settings, type, new StoreEvent(
                id, kind, told.OptionalText("original_transaction_id", StoreText) ?? "", null, at, from, told.Milliseconds("expiration_at_ms"),
                told.Milliseconds("grace_period_expiration_at_ms"), Transaction: told.OptionalText("transaction_id", StoreText)));
        return body.Errors.Fault is null ? notice : null;
    }

    private static string? KindOf(string type, string? cancelReason) => type switch
    {
        "INITIAL_PURCHASE" or "RENEWAL" or "UNCANCELLATION" or "SUBSCRIPTION_EXTENDED" or "REFUND_REVERSED" => StoreEventKinds.Paid,
        "NON_RENEWING_PURCHASE" or "TEMPORARY_ENTITLEMENT_GRANT" => StoreEventKinds.PaidOnce,
        "PRODUCT_CHANGE" => StoreEventKinds.Changed,
        "CANCELLATION" when cancelReason == "CUSTOMER_SUPPORT" => StoreEventKinds.Refunded,
        "CANCELLATION" => StoreEventKinds.Cancelled,
        "REFUND" => StoreEventKinds.Refunded,
        "BILLING_ISSUE" => StoreEventKinds.BillingIssue,
        "EXPIRATION" => StoreEventKinds.Expired,
        "TRANSFER" => StoreEventKinds.Transferred,
        _ => null,
    };

    private static string? PackKindOf(string type, string kind) => type switch
    {
        "INITIAL_PURCHASE" or "RENEWAL" or "NON_RENEWING_PURCHASE" or "REFUND_REVERSED" => StoreEventKinds.CreditsSold,
        _ when kind == StoreEventKinds.Refunded => StoreEventKinds.CreditsReturned,
        _ => null,
    };

    private static RevenueCatEvent OfProduct(JsonInput told, RevenueCatSettings settings, string type, StoreEvent happened)
    {
        var owners = Customer(told);
        var entitled = BestOf(told.Texts("entitlement_ids", Limits.Entitlements, StoreText) ?? []);
        var product = told.OptionalText("product_id", StoreText);
        var tier = entitled ?? (product is null ? null : settings.TierOf(product));
        if (product is not null && settings.CreditsOf(product) is { } credits)
        {
            return PackKindOf(type, happened.Kind) is { } kind
                ? new RevenueCatEvent(type, owners, [], happened with { Kind = kind, Product = product, Credits = credits })
                : RevenueCatEvent.Nothing(type, "the product is a pack of credits");
        }
        // What ends something may be about a product that opened a tier when it was sold; its subscription says which.
        var sells = happened.Kind is StoreEventKinds.Paid or StoreEventKinds.PaidOnce or StoreEventKinds.Changed;
        if (tier is null && (sells || (product is not null && happened.Line.Length == 0))) return RevenueCatEvent.Nothing(type, "the product opens no tier and is no pack of credits");

        if (happened.Kind == StoreEventKinds.Changed && told.OptionalText("new_product_id", StoreText) is { } next)
        {
            if (!IsInEffect(settings, product, next, entitled)) return RevenueCatEvent.Nothing(type, "the other product is not in effect yet");
            product = next;
        }
        return new RevenueCatEvent(type, owners, [], happened with { Tier = tier, Product = product });
    }

    /// <summary>That someone chose another product does not mean that they have it yet: often it comes with the next renewal, which is told of on its own.</summary>
    private static bool IsInEffect(RevenueCatSettings settings, string? product, string next, string? entitled) =>
        product == next || (entitled is not null && entitled == settings.TierOf(next) && (product is null || entitled != settings.TierOf(product)));

    private static string? BestOf(ImmutableArray<string> entitlements) =>
        Array.Find([Tiers.Elite, Tiers.Premium], tier => entitlements.Contains(tier, StringComparer.OrdinalIgnoreCase));

    /// <summary>Every id of the customer: the one in use, the first one, and all others.</summary>
    private static ImmutableArray<string> Customer(JsonInput told)
    {
        ImmutableArray<string> ids =
        [
            .. new[] { told.OptionalText("app_user_id", UserId), told.OptionalText("original_app_user_id", UserId) }.OfType<string>()
                .Concat(Users(told, "aliases")).Distinct(StringComparer.Ordinal),
        ];
        if (ids.IsEmpty) told.Refuse("app_user_id", "is required");
        return ids;
    }

    private static ImmutableArray<string> Users(JsonInput told, string field) => told.Texts(field, Limits.ForeignUserIds, UserId) ?? [];
}
