using Microsoft.Extensions.DependencyInjection;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;

namespace XelaConnect.Grains.Admin;

/// <summary>Registers the audit log.</summary>
internal static class AdminModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(AuditJournal.Month).AddOutboxMessages(AuditMessages.Record);
    }
}
