namespace XelaConnect.Grains.Accounts;

[JsonDerivedType(typeof(SecondFactorBegun), "accounts.second-factor-begun.v1")]
[JsonDerivedType(typeof(SecondFactorTurnedOn), "accounts.second-factor-on.v1")]
[JsonDerivedType(typeof(SecondFactorTurnedOff), "accounts.second-factor-off.v1")]
[JsonDerivedType(typeof(RecoveryCodesReplaced), "accounts.recovery-codes-replaced.v1")]
[JsonDerivedType(typeof(RecoveryCodeUsed), "accounts.recovery-code-used.v1")]
[JsonDerivedType(typeof(SecondFactorRefused), "accounts.second-factor-refused.v1")]
[JsonDerivedType(typeof(SecondFactorAccepted), "accounts.second-factor-accepted.v1")]
[JsonDerivedType(typeof(SecondFactorEncrypted), "accounts.second-factor-encrypted.v1")]
internal abstract record SecondFactorEvent;

/// <summary>A secret as <see cref="ISecretEncryption"/> stores it.</summary>
internal sealed record SecondFactorBegun(string Secret) : SecondFactorEvent;
/// <summary>The same secret in another stored form.</summary>
internal sealed record SecondFactorEncrypted(string Secret) : SecondFactorEvent;
/// <summary>The secret that was begun counts from now on.</summary>
internal sealed record SecondFactorTurnedOn : SecondFactorEvent;
internal sealed record SecondFactorTurnedOff : SecondFactorEvent;
/// <summary>Digests of the codes.</summary>
internal sealed record RecoveryCodesReplaced(ImmutableArray<string> Digests) : SecondFactorEvent;
internal sealed record RecoveryCodeUsed(string Digest) : SecondFactorEvent;
/// <summary>A wrong code.</summary>
internal sealed record SecondFactorRefused : SecondFactorEvent;
/// <summary>A right code: wrong ones before it no longer count, and no code up to its step is accepted again.</summary>
internal sealed record SecondFactorAccepted(long Step) : SecondFactorEvent;

internal sealed record SecondFactorState(string UserId)
{
    /// <summary>More than can be refused before the wait is at its longest.</summary>
    public const int MaxFailures = 20;

    /// <summary>Waits for a first code.</summary>
    public string? NewSecret { get; init; }
    /// <summary>Null while it is off.</summary>
    public string? Secret { get; init; }
    public DateTimeOffset? Since { get; init; }
    public ImmutableArray<string> RecoveryDigests { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>Replayed from the sub-stream of attempts, like <see cref="LastStep"/>; in no snapshot.</summary>
    [JsonIgnore] public ImmutableArray<DateTimeOffset> Failures { get; init; } = [];
    [JsonIgnore] public long LastStep { get; init; }

    public SecondFactorView View() => new(Secret is not null, Since, RecoveryDigests.Length);

    public static SecondFactorState Apply(
        SecondFactorState factor, EventEnvelope<SecondFactorEvent> stored) => stored.Event switch
        {
            SecondFactorBegun e => factor with { NewSecret = e.Secret },
            SecondFactorEncrypted e => factor with { Secret = e.Secret },
            SecondFactorTurnedOn => factor with { Secret = factor.NewSecret, NewSecret = null, Since = stored.At },
            SecondFactorTurnedOff => factor with
            {
                Secret = null, NewSecret = null, Since = null, RecoveryDigests = [],
            },
            RecoveryCodesReplaced e => factor with { RecoveryDigests = e.Digests },
            RecoveryCodeUsed e => factor with { RecoveryDigests = factor.RecoveryDigests.Remove(e.Digest) },
            SecondFactorRefused => factor with { Failures = factor.Failures.AddLast(stored.At, MaxFailures) },
            SecondFactorAccepted e => factor with { Failures = [], LastStep = Math.Max(factor.LastStep, e.Step) },
            _ => throw new InvalidDataException(
                $"A second factor does not know the event {stored.Event.GetType().Name}."),
        };
}
