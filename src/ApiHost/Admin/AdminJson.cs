using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Admin;

/// <summary>The balance after an adjustment.</summary>
internal sealed record CreditsAdjustedJson(string Message, long Credits);

// Requests. They are read field by field (see Input), and stand here for the OpenAPI document.

/// <summary>Body of an adjustment: above 0 gives, below takes. The person reads the reason in their ledger.</summary>
internal sealed record AdjustCreditsRequest(
    [property: Length(1, Limits.Cursor)] string UserId,
    [property: Range(-Limits.AdminCredits, Limits.AdminCredits)] int Amount,
    [property: Length(1, Limits.AdminReason)] string Reason);

/// <summary>Body of a removal.</summary>
internal sealed record RemoveUserRequest([property: Length(1, Limits.AdminReason)] string Reason);

/// <summary>Serializers of this slice, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreditsAdjustedJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(AdjustCreditsRequest))]
[JsonSerializable(typeof(RemoveUserRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
