namespace XelaConnect.Infrastructure.Streams;

/// <summary>Deletes subscriptions of hosts that are gone, and rows without subscribers (key "sweep").</summary>
[Alias("streams.subscription-sweep")]
internal interface ISubscriptionCleanupGrain : IGrainWithStringKey
{
    /// <summary>True: more are due now.</summary>
    [Alias("Run")]
    Task<bool> RunAsync();
}
