namespace XelaConnect.Grains.Safety;

[JsonDerivedType(typeof(ReportFiled), "safety.report-filed.v1")]
internal abstract record ReportsEvent;
internal sealed record ReportFiled(string ReporterId, string UserId, string Reason, string? Details) : ReportsEvent;

/// <summary>A month of reports. The reports are its journal; the state only counts them.</summary>
internal sealed record ReportsState(string Month)
{
    public long Reports { get; init; }
}

internal static class ReportsJournal
{
    public static readonly JournalDefinition<ReportsState, ReportsEvent> Month = new()
    {
        Name = "safety.reports",
        Empty = static month => new ReportsState(month),
        Apply = static (reports, _) => reports with { Reports = reports.Reports + 1 },
        Events = new EventCodec<ReportsEvent>(ReportsJson.Default),
        Snapshot = ReportsJson.Default.ReportsState,
        // The words of the reporter go; what others reported of the person stays, without the id.
        Redacted = static (happened, part) => happened is ReportFiled e && FormerUsers.Names(e.ReporterId, part)
            ? e with { Reason = "", Details = null }
            : happened,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportsEvent))]
[JsonSerializable(typeof(ReportsState))]
internal sealed partial class ReportsJson : JsonSerializerContext;

internal static class SafetyModule
{
    public static void AddTo(IServiceCollection services) => services.AddJournal(ReportsJournal.Month);
}
