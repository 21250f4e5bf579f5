namespace XelaConnect.Infrastructure.Streams;

/// <summary>Deletes subscriptions whose host is gone, and with them rows that nobody needs any more (key "sweep").</summary>
[Alias("streams.subscription-sweep")]
internal interface ISubscriptionCleanupGrain : IGrainWithStringKey
{
    /// <summary>Looks at the next streams. True: there are further ones to look at now.</summary>
    [Alias("Run")]
    Task<bool> RunAsync();
}
