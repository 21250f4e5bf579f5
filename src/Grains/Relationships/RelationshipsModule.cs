using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Relationships;

internal static class RelationshipsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services
            .AddJournal(PairJournal.Pair)
            .AddJournal(PairJournal.Contacts)
            .AddJournal(InboxJournal.Inbox)
            .AddOutboxMessages(ContactsMessages.ProjectRelation, ConversationMessages.UpdateInboxes);
        services.TryAddSingleton(ConnectionLimits.Default);
    }
}
