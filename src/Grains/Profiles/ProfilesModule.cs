namespace XelaConnect.Grains.Profiles;

/// <summary>Registers users.</summary>
internal static class ProfilesModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(UserJournal.User).AddOutboxMessages(UserMessages.All);
    }
}
