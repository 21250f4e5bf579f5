namespace XelaConnect.EventSourcing;

/// <summary>Something another grain is told whenever it changed. Stored like any effect, but a newer one replaces an older one not yet delivered.</summary>
/// <param name="Id">Its name within the grain.</param>
/// <param name="Changed">Whether a step from one state to the next is news.</param>
/// <param name="Make">The effect for a state, given the operation id it is to carry and the main stream's seq, which orders it.</param>
/// <param name="Lag">How old the news may be, so that a busy grain tells once what changed many times; no answer waits for it. Null: told at once.</param>
public sealed record StateReplica<TState>(string Id, Func<TState, TState, bool> Changed, Func<TState, string, long, OutboxMessage> Make, TimeSpan? Lag = null);
