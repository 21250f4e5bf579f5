namespace XelaConnect.Grains.Circles;

/// <summary>An event of the directory.</summary>
[JsonDerivedType(typeof(SummaryPut), "circles.summary-put.v1")]
internal abstract record DirectoryEvent;

internal sealed record SummaryPut(CircleSummary Summary) : DirectoryEvent;
