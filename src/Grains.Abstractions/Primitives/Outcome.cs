using System.Diagnostics.CodeAnalysis;

namespace XelaConnect;

/// <summary>What kind of refusal a <see cref="Fault"/> is. API hosts map it to a status in one table (contract §0, "status").</summary>
public enum FaultKind
{
    /// <summary>The request itself is wrong (400).</summary>
    Invalid,
    /// <summary>No session, or not a live one (401).</summary>
    Unauthenticated,
    /// <summary>Not enough credits, or a quota of the tier is spent (402).</summary>
    PaymentRequired,
    /// <summary>Known, but not allowed (403).</summary>
    Forbidden,
    /// <summary>Unknown, or not visible to the caller (404).</summary>
    NotFound,
    /// <summary>In conflict with the present state (409).</summary>
    Conflict,
    /// <summary>Too many attempts; come back later (429).</summary>
    TooMany,
    /// <summary>Something this answer depends on is down (503).</summary>
    Unavailable,
}

/// <summary>A refusal the caller can act on. Declared beside the feature that refuses; codes are never reused.</summary>
/// <param name="Kind">Which class of refusal.</param>
/// <param name="Code">Stable snake_case code for programs.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Field">The request field at fault, if one is.</param>
/// <param name="RetryAfterSeconds">When trying again makes sense, in seconds.</param>
[GenerateSerializer, Immutable, Alias("fault.v1")]
public sealed record Fault(
    [property: Id(0)] FaultKind Kind,
    [property: Id(1)] string Code,
    [property: Id(2)] string Message,
    [property: Id(3)] string? Field = null,
    [property: Id(4)] int? RetryAfterSeconds = null);

/// <summary>A value, or the fault that stands in its place. Exceptions are for bugs and outages only.</summary>
/// <typeparam name="T">The value of success.</typeparam>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Fault? fault) => (Value, Fault) = (value, fault);

    /// <summary>The value; meaningful only when <see cref="IsOk"/>.</summary>
    [Id(0)] public T? Value { get; init; }

    /// <summary>The refusal, or null.</summary>
    [Id(1)] public Fault? Fault { get; init; }

    /// <summary>True when there is a value and no fault.</summary>
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Fault))]
    public bool IsOk => Fault is null;

    /// <summary>Success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Refusal.</summary>
    public static implicit operator Outcome<T>(Fault fault) => new(default, fault);

    /// <summary>Carries a fault over, or turns the value into another one.</summary>
    public Outcome<TOther> Then<TOther>(Func<T, TOther> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return IsOk ? map(Value) : Fault;
    }
}

/// <summary>The value of an outcome that has nothing to say but "done".</summary>
[GenerateSerializer, Immutable, Alias("done.v1")]
public sealed record Done
{
    /// <summary>The only value there is.</summary>
    public static readonly Done Instance = new();
}

/// <summary>A command: every one carries the id of the operation it is part of, and is applied once per id, for ever.</summary>
public interface ICommand
{
    /// <summary>Id of the operation; repeating it is always safe.</summary>
    string OperationId { get; }
}
