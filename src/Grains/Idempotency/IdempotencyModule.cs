namespace XelaConnect.Grains.Idempotency;

/// <summary>Registers idempotency keys.</summary>
internal static class IdempotencyModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(IdempotencyJournal.Key);
    }
}
