using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;

namespace XelaConnect.Grains.Relationships;

/// <summary>Registers pairs, contacts and inboxes.</summary>
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
