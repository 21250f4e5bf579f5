namespace XelaConnect.Grains.Companion;

/// <summary>The most model calls of a UTC day: of the service, and of an address whose plans limit messages.</summary>
public sealed record ModelCeilings(int CallsPerDay, int CallsPerAddressPerDay)
{
    /// <summary>Used where nothing is configured.</summary>
    public static readonly ModelCeilings Default = new(100_000, 500);
}

/// <summary>Where there is no count, a call is admitted: the ceilings protect a bill, and a person waits.</summary>
internal sealed partial class ModelBudget(
    ModelCeilings ceilings, CompanionMetrics metrics, IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<ModelBudget> log)
{
    private const int BatchSize = 20;

    private readonly Lock reservations = new();
    private DateOnly day;
    private int left;
    private bool exhausted;

    /// <summary>Whether the model may be called once more today; an address is given by its digest.</summary>
    public async Task<bool> AdmitsAsync(string? address)
    {
        var today = UtcDay.Of(time.GetUtcNow());
        var isOverAddress = address is not null
            && await TakeAsync(ModelBudgets.OfAddress(address), today, 1, ceilings.CallsPerAddressPerDay) == 0;
        var isAdmitted = !isOverAddress && await AdmitsAsync(today);
        if (!isAdmitted) metrics.CallRefused(isOverAddress ? "address" : "service");
        return isAdmitted;
    }

    private async Task<bool> AdmitsAsync(DateOnly today)
    {
        lock (reservations)
        {
            if (day != today) (day, left, exhausted) = (today, 0, false);
            if (left > 0)
            {
                left--;
                return true;
            }
            if (exhausted) return false;
        }
        var taken = await TakeAsync(ModelBudgets.Service, today, BatchSize, ceilings.CallsPerDay);
        lock (reservations)
        {
            if (day == today) left += Math.Max(0, taken - 1);
            if (taken > 0) return true;
            if (!exhausted) LogExhausted(log, ceilings.CallsPerDay);
            exhausted = true;
            return false;
        }
    }

    private async Task<int> TakeAsync(string key, DateOnly today, int calls, int ceiling)
    {
        try { return await grains.ModelBudget(key).TakeAsync(today, calls, ceiling); }
        catch (Exception e)
        {
            LogNotCounted(log, e);
            return 1;
        }
    }

    [LoggerMessage(3031, LogLevel.Error,
        "The ceiling of {Ceiling} model calls a day is reached (Xela:Companion:CallsPerDay); the offline companion "
        + "replies until midnight UTC")]
    private static partial void LogExhausted(ILogger log, int ceiling);
    [LoggerMessage(3032, LogLevel.Warning, "Counting a model call failed; the call is admitted")]
    private static partial void LogNotCounted(ILogger log, Exception e);
}
