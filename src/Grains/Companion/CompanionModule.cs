using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Companion;

/// <summary>Registers conversations with Xela.</summary>
internal static class CompanionModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(CompanionJournal.Conversation).AddJournal(ModelBudgetJournal.Budget);
        services.AddSingleton<CompanionMetrics>().AddSingleton<ReplyGenerator>().AddSingleton<ModelBudget>();
        services.TryAddSingleton(ModelCeilings.Default);
    }
}
