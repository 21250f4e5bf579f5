namespace XelaConnect.Reflections;

/// <summary>The refusals of reflections.</summary>
public static class ReflectionFaults
{
    /// <summary>The reflection does not exist or is not visible to the user.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "reflection_not_found", "Reflection not found.");
    /// <summary>The user has the maximum number of reflections.</summary>
    public static readonly Fault Full = new(
        FaultKind.Conflict, "journal_full",
        "Your journal holds 10,000 reflections. Delete some before you write more.");
}
