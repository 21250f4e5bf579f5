using Microsoft.Extensions.DependencyInjection;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;

namespace XelaConnect.Grains.Accounts;

/// <summary>Registers accounts and sessions.</summary>
internal static class AccountsModule
{
    public static void AddTo(IServiceCollection services)
    {
        services
            .AddJournal(AccountJournal.Account)
            .AddJournal(AccountJournal.Session)
            .AddOutboxMessages(SessionMessages.End);
    }
}
