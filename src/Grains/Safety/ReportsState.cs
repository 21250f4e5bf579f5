namespace XelaConnect.Grains.Safety;

/// <summary>A month of reports. The reports are its journal; the state only counts them.</summary>
internal sealed record ReportsState(string Month)
{
    public long Reports { get; init; }

    public static ReportsState Apply(ReportsState reports, EventEnvelope<ReportsEvent> recorded) => recorded.Event switch
    {
        ReportFiled => reports with { Reports = reports.Reports + 1 },
        _ => throw new InvalidDataException($"The reports do not know the event {recorded.Event.GetType().Name}."),
    };
}
