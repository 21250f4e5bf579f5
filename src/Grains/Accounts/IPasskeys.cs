namespace XelaConnect.Grains.Accounts;

/// <summary>Checks what clients of WebAuthn send: origin, domain, signature, and that the user was verified.</summary>
public interface IPasskeys
{
    /// <summary>For whom clients make and use passkeys.</summary>
    Outcome<RelyingParty> RelyingParty { get; }
    /// <summary>The passkey that a client has made.</summary>
    Task<Outcome<NewPasskey>> VerifyNewAsync(PasskeyAttestation attestation);
    /// <summary>The use of a passkey with this public key.</summary>
    Task<Outcome<UsedPasskey>> VerifyAsync(PasskeyAssertion assertion, string publicKey);
}

/// <summary>A use of a passkey. Its challenge must be used, and its counter compared, before it counts.</summary>
public sealed record UsedPasskey(uint Counter, string Challenge);

/// <summary>Reentrant, since it has no state and only awaits the call.</summary>
[GrainType("passkeys"), StatelessWorker, Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class PasskeysGrain(IPasskeys passkeys) : Grain, IPasskeysGrain
{
    public Task<Outcome<RelyingParty>> RelyingPartyAsync() => Task.FromResult(passkeys.RelyingParty);

    public Task<Outcome<NewPasskey>> VerifyNewAsync(PasskeyAttestation attestation) =>
        passkeys.VerifyNewAsync(attestation);
}
