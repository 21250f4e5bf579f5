namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>An event of RevenueCat: a notice for the silo, or the reason why it is ignored.</summary>
internal sealed record RevenueCatEvent(string Type, StoreNotice? Notice, string? IgnoredBecause = null);

/// <summary>Reads RevenueCat's events. Each carries its subscription's state; their timestamps order them.</summary>
internal static class RevenueCatEvents
{
    private const string AliasType = "SUBSCRIBER_ALIAS";
    private static readonly TextRule Id = new(Limits.EventId);
    private static readonly TextRule EventType = new(Limits.EventType);
    private static readonly TextRule StoreText = new(Limits.StoreText);

    public static RevenueCatEvent? Read(JsonInput body, RevenueCatSettings settings)
    {
        if (body.Errors.Fault is not null || body.Within("event") is not { } fields) return null;
        var (id, type) = (fields.Text("id", Id), fields.Text("type", EventType));
        if (body.Errors.Fault is not null) return null;
        var environment = fields.OptionalText("environment", StoreText);
        if (body.Errors.Fault is not null) return null;
        if (!settings.AllowsSandbox && "SANDBOX".Equals(environment, StringComparison.OrdinalIgnoreCase))
            return Ignored(type, "it is of a sandbox");
        if (type == AliasType)
            return Customer(fields) is var ids && body.Errors.Fault is null ? Of(id, type, ids, [], null) : null;
        if (KindOf(type, fields.OptionalText("cancel_reason", StoreText)) is not { } kind)
            return body.Errors.Fault is null ? Ignored(type, "the type is none that this server acts on") : null;

        var from = fields.Milliseconds("purchased_at_ms");
        if ((fields.Milliseconds("event_timestamp_ms") ?? from) is not { } at)
        {
            fields.Refuse("event_timestamp_ms", "is required");
            return null;
        }
        var notice = kind == StoreEventKinds.Transferred
            ? Of(id, type, Users(fields, "transferred_from"), Users(fields, "transferred_to"),
                new StoreEvent(id, kind, "", null, at, null, null, null))
            : OfProduct(fields, settings, type, new StoreEvent(
                id, kind, fields.OptionalText("original_transaction_id", StoreText) ?? "", null, at, from,
                fields.Milliseconds("expiration_at_ms"), fields.Milliseconds("grace_period_expiration_at_ms"),
                Transaction: fields.OptionalText("transaction_id", StoreText)));
        return body.Errors.Fault is null ? notice : null;
    }

    private static RevenueCatEvent Of(
        string id, string type, ImmutableArray<string> owners, ImmutableArray<string> receivers, StoreEvent? happened) =>
        owners.IsEmpty && happened is null ? Ignored(type, null)
        : new(type, new StoreNotice($"revenuecat/{id}", type, owners, receivers, happened));

    private static RevenueCatEvent Ignored(string type, string? reason) => new(type, null, reason);

    private static string? KindOf(string type, string? cancelReason) => type switch
    {
        "INITIAL_PURCHASE" or "RENEWAL" or "UNCANCELLATION" or "SUBSCRIPTION_EXTENDED" or "REFUND_REVERSED" =>
            StoreEventKinds.Paid,
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
        _ when kind == StoreEventKinds.Refunded => StoreEventKinds.CreditsRefunded,
        _ => null,
    };

    private static RevenueCatEvent OfProduct(
        JsonInput fields, RevenueCatSettings settings, string type, StoreEvent happened)
    {
        var owners = Customer(fields);
        var entitled = BestOf(fields.Texts("entitlement_ids", Limits.Entitlements, StoreText) ?? []);
        var product = fields.OptionalText("product_id", StoreText);
        var tier = entitled ?? (product is null ? null : settings.TierOf(product));
        if (product is not null && settings.CreditsOf(product) is { } credits)
            return PackKindOf(type, happened.Kind) is { } kind
                ? Of(happened.EventId, type, owners, [], happened with { Kind = kind, Product = product, Credits = credits })
                : Ignored(type, "the product is a pack of credits");
        // An event that ends a period may name a product that opened a tier when it was sold; its line identifies the
        // subscription.
        var sells = happened.Kind is StoreEventKinds.Paid or StoreEventKinds.PaidOnce or StoreEventKinds.Changed;
        if (tier is null && (sells || (product is not null && happened.Line.Length == 0)))
            return Ignored(type, "the product opens no tier and is no pack of credits");

        if (happened.Kind == StoreEventKinds.Changed && fields.OptionalText("new_product_id", StoreText) is { } next)
        {
            if (!IsInEffect(settings, product, next, entitled))
                return Ignored(type, "the other product is not in effect yet");
            product = next;
        }
        return Of(happened.EventId, type, owners, [], happened with { Tier = tier, Product = product });
    }

    /// <summary>A change of product often takes effect with the next renewal, which has its own event.</summary>
    private static bool IsInEffect(RevenueCatSettings settings, string? product, string next, string? entitled) =>
        product == next || (entitled is not null && entitled == settings.TierOf(next)
            && (product is null || entitled != settings.TierOf(product)));

    private static string? BestOf(ImmutableArray<string> entitlements) =>
        Array.Find([Tiers.Elite, Tiers.Premium], tier => entitlements.Contains(tier, StringComparer.OrdinalIgnoreCase));

    /// <summary>Every id of the customer: the one in use, the first one, and all others.</summary>
    private static ImmutableArray<string> Customer(JsonInput fields)
    {
        string?[] named = [fields.OptionalText("app_user_id", TextRule.ForeignUserId), fields.OptionalText("original_app_user_id", TextRule.ForeignUserId)];
        var ids =
            named.OfType<string>().Concat(Users(fields, "aliases")).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (ids.IsEmpty) fields.Refuse("app_user_id", "is required");
        return ids;
    }

    private static ImmutableArray<string> Users(JsonInput fields, string field) =>
        fields.Texts(field, Limits.ForeignUserIds, TextRule.ForeignUserId) ?? [];
}
