using System.ComponentModel.DataAnnotations;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Payments;

/// <summary>A webhook of Stripe's: <c>id</c>, <c>type</c> and the object it is about; the rest is ignored.</summary>
internal sealed record StripeEventRequest(
    [property: Length(1, Limits.EventId)] string Id, [property: Length(1, Limits.EventType)] string Type, StripeDataRequest Data);

/// <summary>What a webhook of Stripe's is about.</summary>
internal sealed record StripeDataRequest(System.Text.Json.JsonElement Object);
