using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.TestKit.Clients;

/// <summary>
/// An authenticator in software with one passkey (ES256), behind a browser: it makes and uses the passkey as WebAuthn says. What it
/// would refuse to do (another site, an unverified user, a counter that goes back) can be set.
/// </summary>
public sealed class SoftAuthenticator(string origin) : IDisposable
{
    private const byte UserPresent = 1, UserVerified = 4, HasCredential = 0x40, HasExtensions = 0x80;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);

    /// <summary>0: like a passkey that is synchronised between devices, it does not count.</summary>
    public uint Counter { get; set; }

    public string Origin { get; set; } = origin;

    public bool VerifiesUser { get; set; } = true;

    /// <summary>Null: the one in the options.</summary>
    public string? Domain { get; set; }

    /// <summary>Null: the user for whom the passkey was made.</summary>
    public string? UserHandle { get; set; }

    /// <summary>CBOR after the flags and what they name.</summary>
    public byte[]? Extensions { get; set; }

    public string CredentialId => Base64Url.EncodeToString(id);

    public void Dispose() => key.Dispose();

    /// <summary>navigator.credentials.create: the credential for these options.</summary>
    public JsonObject Create(JsonElement options)
    {
        UserHandle ??= options.GetProperty("user").GetProperty("id").GetString();
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(AuthenticatorData(Domain ?? options.GetProperty("rp").GetProperty("id").GetString()!, isNew: true));
        writer.WriteEndMap();
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(ClientData("webauthn.create", options)), ["attestationObject"] = Text(writer.Encode()),
        });
    }

    /// <summary>navigator.credentials.get: the proof for these options.</summary>
    public JsonObject Get(JsonElement options)
    {
        var client = ClientData("webauthn.get", options);
        var authenticator = AuthenticatorData(Domain ?? options.GetProperty("rpId").GetString()!, isNew: false);
        var signature = key.SignData(
            [.. authenticator, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(authenticator), ["signature"] = Text(signature),
            ["userHandle"] = UserHandle,
        });
    }

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = CredentialId, ["rawId"] = CredentialId, ["type"] = "public-key", ["response"] = response,
        ["authenticatorAttachment"] = "platform", ["clientExtensionResults"] = new JsonObject(),
    };

    private byte[] ClientData(string type, JsonElement options) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type, ["challenge"] = options.GetProperty("challenge").GetString(), ["origin"] = Origin, ["crossOrigin"] = false,
    }.ToJsonString());

    private byte[] AuthenticatorData(string domain, bool isNew)
    {
        var flags = UserPresent | (VerifiesUser ? UserVerified : 0)
            | (isNew ? HasCredential : 0) | (Extensions is null ? 0 : HasExtensions);
        var counter = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter);
        return
        [
            .. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), (byte)flags, .. counter, .. isNew ? Attested() : [], .. Extensions ?? [],
        ];
    }

    private byte[] Attested()
    {
        var length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)id.Length);
        return [.. new byte[16], .. length, .. id, .. PublicKey()];
    }

    /// <summary>COSE: EC2, ES256, P-256, x and y.</summary>
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        foreach (var (label, value) in ((int, int)[])[(1, 2), (3, -7), (-1, 1)])
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }
        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
