using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>Registers subscriptions, plans and store customers.</summary>
internal static class SubscriptionsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services
            .AddJournal(SubscriptionJournal.Subscription)
            .AddJournal(StoreCustomerJournal.Customer)
            .AddOutboxMessages([.. SubscriptionMessages.All, StoreCustomerMessages.Record]);
        services.TryAddSingleton(Plans.Default);
    }
}
