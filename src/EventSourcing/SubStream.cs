namespace XelaConnect.EventSourcing;

/// <summary>A further stream of a grain.</summary>
/// <param name="Name">Its name within the grain.</param>
/// <param name="Holds">Which events go there.</param>
/// <param name="ReplayLast">How many of its last events the state needs.</param>
/// <param name="Lifetime">How long its rows are kept; null for ever.</param>
public sealed record SubStream<TEvent>(string Name, Func<TEvent, bool> Holds, int ReplayLast, TimeSpan? Lifetime = null);
