namespace XelaConnect.Reflections;

/// <summary>Every refusal of the reflections slice.</summary>
public static class ReflectionFaults
{
    /// <summary>No such reflection, or none that the caller may see.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "reflection_not_found", "Reflection not found.");
    /// <summary>The journal holds as many as one person's may.</summary>
    public static readonly Fault Full = new(FaultKind.Conflict, "journal_full", "Your journal holds 10,000 reflections. Delete some before you write more.");
    /// <summary>The cursor is none of this list's.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");
}
