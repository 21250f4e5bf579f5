namespace XelaConnect.EventSourcing;

/// <summary>Implemented by every durable grain: the sweep wakes whoever still owes something to another grain.</summary>
[Alias("durability.wakeable")]
public interface IOutboxOwner : IGrainWithStringKey
{
    /// <summary>Activates the grain, which then delivers what it owes.</summary>
    [Alias("Wake")]
    Task DeliverOutboxAsync();
}

/// <summary>One per cluster (key "sweep"): finds grains with effects owed and rows past their time. Called by every silo every few seconds.</summary>
[Alias("durability.sweep")]
public interface IOutboxRecoveryGrain : IGrainWithStringKey
{
    /// <summary>Wakes grains whose effects are overdue and deletes a portion of expired journal rows. Does nothing when it ran a moment ago.</summary>
    [Alias("Run")]
    Task RunAsync();
}
