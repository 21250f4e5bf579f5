namespace XelaConnect.Grains.Safety;

/// <summary>Events of the reports.</summary>
[JsonDerivedType(typeof(ReportFiled), "safety.report-filed.v1")]
internal abstract record ReportsEvent;

internal sealed record ReportFiled(string ReporterId, string UserId, string Reason, string? Details) : ReportsEvent;

/// <summary>The journal of reports: one for each month.</summary>
internal static class ReportsJournal
{
    public static readonly JournalDefinition<ReportsState, ReportsEvent> Month = new()
    {
        Name = "safety.reports",
        Empty = static month => new ReportsState(month),
        Apply = ReportsState.Apply,
        Events = new EventCodec<ReportsEvent>(ReportsJson.Default),
        Snapshot = ReportsJson.Default.ReportsState,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportsEvent))]
[JsonSerializable(typeof(ReportsState))]
internal sealed partial class ReportsJson : JsonSerializerContext;
