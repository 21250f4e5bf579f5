namespace XelaConnect.EventSourcing;

/// <summary>Registration of the kernel and of what features bring to it.</summary>
public static class EventSourcingSetup
{
    /// <summary>Registers the kernel. The stores are registered by the silo.</summary>
    public static IServiceCollection AddEventSourcing(this IServiceCollection services) => services
        .AddSingleton<KernelMetrics>()
        .AddSingleton<OutboxMessageTypes>()
        .AddTransient(typeof(Journal<,>));

    /// <summary>Registers the journal of an event-sourced grain.</summary>
    public static IServiceCollection AddJournal<TState, TEvent>(
        this IServiceCollection services, JournalDefinition<TState, TEvent> definition)
        where TState : class where TEvent : class => services.AddSingleton(definition);

    /// <summary>Registers types of outbox messages.</summary>
    public static IServiceCollection AddOutboxMessages(
        this IServiceCollection services, params ReadOnlySpan<OutboxMessageType> types)
    {
        foreach (var type in types) services.AddSingleton(type);
        return services;
    }
}
