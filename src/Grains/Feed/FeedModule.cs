namespace XelaConnect.Grains.Feed;

/// <summary>Registers feeds and suggestions.</summary>
internal static class FeedModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(FeedJournal.Feed).AddOutboxMessages([.. FeedMessages.All, SuggestionsMessages.Suggest]);
    }
}
