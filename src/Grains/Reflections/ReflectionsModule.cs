namespace XelaConnect.Grains.Reflections;

/// <summary>Registers reflections.</summary>
internal static class ReflectionsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services
            .AddJournal(ReflectionsJournal.Reflections)
            .AddJournal(ReflectionsJournal.Public)
            .AddOutboxMessages(PublicReflectionsMessages.Put);
    }
}
