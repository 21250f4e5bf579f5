namespace XelaConnect.Companion;

/// <summary>
/// Counts model calls by UTC day, for the whole service (key <see cref="ModelBudgets.Service"/>) or for one address. A
/// silo reserves the service's calls in batches, so that it rarely calls this grain.
/// </summary>
[Alias("companion.model-budget")]
public interface IModelBudgetGrain : IGrainWithStringKey
{
    /// <summary>Reserves calls of a day.</summary>
    /// <param name="day">The UTC day.</param>
    /// <param name="calls">How many are requested.</param>
    /// <param name="ceiling">The most calls of the day.</param>
    /// <returns>How many may be made: 0 to <paramref name="calls"/>.</returns>
    [Alias("Take")]
    Task<int> TakeAsync(DateOnly day, int calls, int ceiling);
}

/// <summary>Keys of model budgets.</summary>
public static class ModelBudgets
{
    /// <summary>The whole service.</summary>
    public const string Service = "service";

    /// <summary>The budget of an address, given by its digest.</summary>
    public static string OfAddress(string address) => $"address/{address}";
}
