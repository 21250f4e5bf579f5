namespace XelaConnect.Companion;

/// <summary>Counts model calls by UTC day, for a key of <see cref="ModelBudgets"/>. Silos reserve batches.</summary>
[Alias("companion.model-budget")]
public interface IModelBudgetGrain : IGrainWithStringKey
{
    /// <summary>Reserves calls of a UTC day with a ceiling, and returns how many of them may be made.</summary>
    [Alias("Take")] Task<int> TakeAsync(DateOnly day, int calls, int ceiling);
}

/// <summary>Keys of model budgets.</summary>
public static class ModelBudgets
{
    /// <summary>The whole service.</summary>
    public const string Service = "service";

    /// <summary>The budget of an address, given by its digest.</summary>
    public static string OfAddress(string address) => $"address/{address}";
}
