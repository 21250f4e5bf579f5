namespace XelaConnect.EventSourcing;

/// <summary>An event with its place in the journal.</summary>
/// <param name="SubStream">Index of the grain's stream: 0 is the main one.</param>
/// <param name="Seq">Its seq in that stream.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Op">The operation, on the first event it left in a stream.</param>
/// <param name="Event">What happened.</param>
public sealed record EventEnvelope<TEvent>(int SubStream, long Seq, DateTimeOffset At, string? Op, TEvent Event);
