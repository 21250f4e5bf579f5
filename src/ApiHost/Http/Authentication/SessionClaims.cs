namespace XelaConnect.ApiHost.Http;

/// <summary>The claims of a token.</summary>
/// <param name="Sub">The person.</param>
/// <param name="Sid">The session.</param>
/// <param name="Iat">When it was opened, in seconds since 1970.</param>
/// <param name="Exp">When it expires, likewise.</param>
/// <param name="Mbr">Whether the person had an account when the token was issued.</param>
internal sealed record SessionClaims(string Sub, string Sid, long Iat, long Exp, bool Mbr);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(SessionClaims))]
internal sealed partial class SessionClaimsJson : System.Text.Json.Serialization.JsonSerializerContext;
