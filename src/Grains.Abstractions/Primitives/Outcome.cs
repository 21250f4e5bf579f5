using System.Diagnostics.CodeAnalysis;

namespace XelaConnect;

/// <summary>The kind of a <see cref="Fault"/>. API hosts map it to a status in one table.</summary>
public enum FaultKind
{
    /// <summary>The request is wrong (400).</summary>
    Invalid,
    /// <summary>The session is missing or has ended (401).</summary>
    Unauthenticated,
    /// <summary>The credits or the quota of the tier are used up (402).</summary>
    PaymentRequired,
    /// <summary>The caller is not allowed to (403).</summary>
    Forbidden,
    /// <summary>Unknown, or not visible to the caller (404).</summary>
    NotFound,
    /// <summary>In conflict with the present state (409).</summary>
    Conflict,
    /// <summary>Too many attempts (429).</summary>
    TooMany,
    /// <summary>A dependency is unavailable (503).</summary>
    Unavailable,
}

/// <summary>A refusal that the caller can act on, in one sentence. Codes are never reused.</summary>
[GenerateSerializer, Immutable, Alias("fault.v1")]
public sealed record Fault(
    [property: Id(0)] FaultKind Kind, [property: Id(1)] string Code, [property: Id(2)] string Message,
    [property: Id(3)] string? Field = null, [property: Id(4)] int? RetryAfterSeconds = null);

/// <summary>A value or a fault. Exceptions are for bugs and outages.</summary>
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

    /// <summary>Maps the value; keeps a fault.</summary>
    public Outcome<TOther> Then<TOther>(Func<T, TOther> map) => IsOk ? map(Value) : Fault;
}

/// <summary>The value of an outcome without a value.</summary>
[GenerateSerializer, Immutable, Alias("done.v1")]
public sealed record Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();
}

/// <summary>A command. It carries the id of its operation and is applied once for each id.</summary>
public interface ICommand
{
    /// <summary>Id of the operation. Repeating it is safe.</summary>
    string OperationId { get; }
}

/// <summary>
/// A commit failed or its outcome is unknown. Repeating the operation is safe. Clients see no reason.
/// </summary>
[GenerateSerializer, Alias("durability.storage-unavailable")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>For the serializer.</summary>
    public StorageUnavailableException() { }

    /// <summary>Creates it with a reason for the log.</summary>
    public StorageUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}
