using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using Fido2NetLib;
using Fido2NetLib.Objects;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// Checks passkeys by the library of FIDO2. The maker of an authenticator does not matter, so statements about it are
/// dropped unread, with their certificates.
/// </summary>
internal sealed partial class WebAuthn(PasskeySettings settings, ILogger<WebAuthn> log) : IPasskeys
{
    private const string Name = "XelaConnect";
    /// <summary>Hash of the domain, flags and counter.</summary>
    private const int HeadBytes = 37;
    private const int ModelBytes = 16;
    private static readonly PubKeyCredParam[] Algorithms =
    [
        new(COSE.Algorithm.ES256, PublicKeyCredentialType.PublicKey),
        new(COSE.Algorithm.RS256, PublicKeyCredentialType.PublicKey),
    ];

    public Outcome<RelyingParty> RelyingParty =>
        settings.Domain is { } domain ? new RelyingParty(domain, Name) : PasskeyFaults.NotConfigured;

    public static void AddTo(IServiceCollection services, PasskeySettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IPasskeys, WebAuthn>();
    }

    public Task<Outcome<NewPasskey>> VerifyNewAsync(PasskeyAttestation attestation) => CheckAsync(async domain =>
    {
        var client = ClientData.Read(attestation.ClientData);
        var authenticator = AuthenticatorDataIn(Base64Url.DecodeFromChars(attestation.Attestation));
        var credentialId = CredentialIdIn(authenticator);
        var made = await LibraryFor(domain, client.Origin).MakeNewCredentialAsync(new MakeNewCredentialParams
        {
            AttestationResponse = new AuthenticatorAttestationRawResponse
            {
                Id = Base64Url.EncodeToString(credentialId), RawId = credentialId,
                Type = PublicKeyCredentialType.PublicKey,
                Response = new AuthenticatorAttestationRawResponse.AttestationResponse
                {
                    AttestationObject = WithoutStatement(authenticator), ClientDataJson = client.Json,
                },
            },
            OriginalOptions = new CredentialCreateOptions
            {
                Rp = new PublicKeyCredentialRpEntity(domain, Name, null),
                User = new Fido2User { Id = [0], Name = "", DisplayName = "" },
                Challenge = Base64Url.DecodeFromChars(client.Challenge),
                PubKeyCredParams = Algorithms,
                AuthenticatorSelection = new AuthenticatorSelection
                {
                    ResidentKey = ResidentKeyRequirement.Required,
                    UserVerification = UserVerificationRequirement.Required,
                },
            },
            // The grain of the credential decides whose it is.
            IsCredentialIdUniqueToUserCallback = static (_, _) => Task.FromResult(true),
        });
        return new NewPasskey(
            Base64Url.EncodeToString(made.Id), Base64Url.EncodeToString(made.PublicKey), made.SignCount,
            client.Challenge);
    });

    public Task<Outcome<UsedPasskey>> VerifyAsync(PasskeyAssertion assertion, string publicKey) =>
        CheckAsync(async domain =>
        {
            var client = ClientData.Read(assertion.ClientData);
            var authenticator = Base64Url.DecodeFromChars(assertion.AuthenticatorData);
                var used = await LibraryFor(domain, client.Origin).MakeAssertionAsync(new MakeAssertionParams
            {
                AssertionResponse = new AuthenticatorAssertionRawResponse
                {
                    Id = assertion.CredentialId, RawId = Base64Url.DecodeFromChars(assertion.CredentialId),
                    Type = PublicKeyCredentialType.PublicKey,
                    Response = new AuthenticatorAssertionRawResponse.AssertionResponse
                    {
                        AuthenticatorData = authenticator, ClientDataJson = client.Json,
                        Signature = Base64Url.DecodeFromChars(assertion.Signature),
                        UserHandle = Base64Url.DecodeFromChars(assertion.UserHandle),
                    },
                },
                OriginalOptions = new AssertionOptions
                {
                    RpId = domain, Challenge = Base64Url.DecodeFromChars(client.Challenge), AllowCredentials = [],
                    UserVerification = UserVerificationRequirement.Required,
                },
                StoredPublicKey = Base64Url.DecodeFromChars(publicKey),
                // The grain of the credential compares the handle and the counter.
                StoredSignatureCounter = 0,
                IsUserHandleOwnerOfCredentialIdCallback = static (_, _) => Task.FromResult(true),
            });
            return new UsedPasskey(used.SignCount, client.Challenge);
        });

    private async Task<Outcome<T>> CheckAsync<T>(Func<string, Task<T>> check)
    {
        if (settings.Domain is not { } domain) return PasskeyFaults.NotConfigured;
        try { return await check(domain); }
        // The bytes are a stranger's, and the library throws whatever its parts throw.
        catch (Exception e)
        {
            LogRejected(log, (e as Fido2VerificationException)?.Code.ToString() ?? e.GetType().Name);
            return PasskeyFaults.Rejected;
        }
    }

    /// <summary>It compares the origin with those of the configuration.</summary>
    private Fido2 LibraryFor(string domain, string origin) => new(new Fido2Configuration
    {
        RPID = domain, RPName = Name,
        Origins = settings.Accepts(origin) ? new HashSet<string> { origin } : new HashSet<string>(settings.Origins),
    });

    private static byte[] AuthenticatorDataIn(byte[] attestation)
    {
        var reader = new CborReader(attestation);
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            if (reader.ReadTextString() == "authData") return reader.ReadByteString();
            reader.SkipValue();
        }
        throw new CborContentException("The attestation has no authenticator data.");
    }

    private static byte[] WithoutStatement(byte[] authenticatorData)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(authenticatorData);
        writer.WriteEndMap();
        return writer.Encode();
    }

    /// <summary>It follows the head, the model and its own length.</summary>
    private static byte[] CredentialIdIn(ReadOnlySpan<byte> authenticator)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(authenticator[(HeadBytes + ModelBytes)..]);
        return authenticator.Slice(HeadBytes + ModelBytes + sizeof(ushort), length).ToArray();
    }

    [LoggerMessage(4106, LogLevel.Information, "A passkey is refused ({Reason}); the request gets 401.")]
    private static partial void LogRejected(ILogger log, string reason);

    /// <summary>What the client says that it has signed.</summary>
    private sealed record ClientData(byte[] Json, string Challenge, string Origin)
    {
        public static ClientData Read(string encoded)
        {
            var json = Base64Url.DecodeFromChars(encoded);
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new ClientData(
                json, root.GetProperty("challenge").GetString() ?? "", root.GetProperty("origin").GetString() ?? "");
        }
    }
}
