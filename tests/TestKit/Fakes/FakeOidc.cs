using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace XelaConnect.TestKit.Fakes;

/// <summary>A key of an identity provider, which signs ID tokens with RS256.</summary>
public sealed class OidcKey(string id) : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);

    public string Id { get; } = id;

    public byte[] PublicKey => rsa.ExportSubjectPublicKeyInfo();

    public JsonObject Jwk()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = Id,
            ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent),
        };
    }

    public string Sign(JsonObject claims) => Token(
        "RS256", Id, claims, text => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>A token of any algorithm, with a signature as the test likes.</summary>
    public static string Token(string algorithm, string? keyId, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (keyId is not null) header["kid"] = keyId;
        var text = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public void Dispose() => rsa.Dispose();

    private static string Encoded(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}

/// <summary>Google and Apple on the loopback: one issuer with one key.</summary>
public sealed class FakeOidc : IAsyncDisposable
{
    public const string Issuer = "https://issuer.example.org";
    public const string ClientId = "client-of-this-service";
    private readonly WebApplication app = LoopbackServer.Create();

    private FakeOidc() => app.MapGet("/keys", () => Results.Text(
        new JsonObject { ["keys"] = new JsonArray(Key.Jwk()) }.ToJsonString(), "application/json"));

    public OidcKey Key { get; private set; } = new("first");

    public (string Key, string? Value)[] Settings =>
    [
        .. new[] { "Google", "Apple" }.SelectMany(provider => new (string, string?)[]
        {
            ($"Xela__Auth__{provider}__ClientIds__0", ClientId), ($"Xela__Auth__{provider}__Issuer", Issuer),
            ($"Xela__Auth__{provider}__KeysUrl", $"{app.Urls.Single()}/keys"),
        }),
    ];

    public static async Task<FakeOidc> StartAsync()
    {
        var provider = new FakeOidc();
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>The claims of a valid token.</summary>
    public static JsonObject Claims(string subject, string? email, string nonce, DateTimeOffset now, string audience = ClientId)
    {
        var claims = new JsonObject
        {
            ["iss"] = Issuer, ["aud"] = audience, ["sub"] = subject, ["nonce"] = nonce, ["name"] = "Ada of OIDC",
            ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
        };
        if (email is not null) (claims["email"], claims["email_verified"]) = (email, true);
        return claims;
    }

    public string Token(string subject, string? email, string nonce, string audience = ClientId) =>
        Key.Sign(Claims(subject, email, nonce, TimeProvider.System.GetUtcNow(), audience));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Key.Dispose();
    }
}
