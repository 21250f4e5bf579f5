namespace XelaConnect.Grains.Circles;

[JsonDerivedType(typeof(SummaryPut), "circles.summary-put.v1")]
internal abstract record DirectoryEvent;

internal sealed record SummaryPut(CircleSummary Summary) : DirectoryEvent;
