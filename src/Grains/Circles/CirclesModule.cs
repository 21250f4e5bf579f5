namespace XelaConnect.Grains.Circles;

internal static class CirclesModule
{
    public static void AddTo(IServiceCollection services) =>
        services
            .AddJournal(CircleJournal.Circle)
            .AddJournal(CircleJournal.Members)
            .AddJournal(CircleJournal.Memberships)
            .AddJournal(CircleJournal.Directory)
            .AddJournal(CircleJournal.DirectoryShard)
            .AddSingleton<CircleListing>()
            .AddOutboxMessages([.. CircleMessages.All, .. MembershipsMessages.All, CircleDirectoryMessages.Put]);
}
