namespace XelaConnect.Companion;

/// <summary>
/// Counts calls of the model behind Xela by UTC day, for the whole service (key <see cref="ModelBudgets.Service"/>) or for one address. Calls are taken in portions, so
/// that the count of the whole service is asked for seldom.
/// </summary>
[Alias("companion.model-budget")]
public interface IModelBudgetGrain : IGrainWithStringKey
{
    /// <summary>Takes calls of a day.</summary>
    /// <param name="day">The UTC day.</param>
    /// <param name="calls">How many are asked for.</param>
    /// <param name="ceiling">How many the day has.</param>
    /// <returns>How many may be made, 0 to <paramref name="calls"/>.</returns>
    [Alias("Take")]
    Task<int> TakeAsync(DateOnly day, int calls, int ceiling);
}

/// <summary>The keys of model budgets.</summary>
public static class ModelBudgets
{
    /// <summary>The whole service.</summary>
    public const string Service = "service";

    /// <summary>An address, by its digest.</summary>
    public static string OfAddress(string address) => $"address/{address}";
}
