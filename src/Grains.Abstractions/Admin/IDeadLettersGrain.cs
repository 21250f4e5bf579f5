namespace XelaConnect.Admin;

/// <summary>Messages between grains that failed too often to be retried by themselves.</summary>
[Alias("admin.dead-letters")]
public interface IDeadLettersGrain : IGrainWithStringKey
{
    /// <summary>A page, the newest first.</summary>
    [Alias("List")] Task<Outcome<Page<DeadLetterView>>> ListAsync(string? cursor, int limit);
    /// <summary>Makes one due again. It is delivered soon, in the order of its receiver.</summary>
    [Alias("Retry")] Task<Outcome<Done>> RetryAsync(string id);
    /// <summary>Makes those of a kind due again, 1,000 at most, and returns how many.</summary>
    [Alias("RetryKind")] Task<Outcome<int>> RetryKindAsync(string kind);
}

/// <summary>A dead letter. What it carries is private and not shown.</summary>
/// <param name="Id">Its id for <see cref="IDeadLettersGrain.RetryAsync"/>.</param>
/// <param name="Kind">Alias of the message.</param>
/// <param name="Owner">The id of the grain that sent it.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="Error">Type and text of the last failure.</param>
/// <param name="Since">When it became a dead letter, UTC.</param>
[GenerateSerializer, Immutable, Alias("admin.dead-letter.v1")]
public sealed record DeadLetterView(
    [property: Id(0)] string Id, [property: Id(1)] string Kind, [property: Id(2)] string Owner,
    [property: Id(3)] int Failures, [property: Id(4)] string? Error, [property: Id(5)] DateTimeOffset Since);

/// <summary>Refusals of <see cref="IDeadLettersGrain"/>.</summary>
public static class DeadLetterFaults
{
    /// <summary>No dead letter has this id.</summary>
    public static readonly Fault Unknown =
        new(FaultKind.NotFound, "dead_letter_not_found", "No undelivered message has this id.");
}
