using System.ComponentModel.DataAnnotations;

namespace XelaConnect.ApiHost.Payments;

/// <summary>Body of Stripe's webhook, as far as it is read.</summary>
internal sealed record StripeEventRequest(
    [property: Length(1, Limits.EventId)] string Id, [property: Length(1, Limits.EventType)] string Type, StripeDataRequest Data);

/// <summary>The object of an event.</summary>
internal sealed record StripeDataRequest(System.Text.Json.JsonElement Object);
