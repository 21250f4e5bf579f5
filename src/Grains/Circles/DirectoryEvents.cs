using XelaConnect.Circles;

namespace XelaConnect.Grains.Circles;

/// <summary>What happens in the directory.</summary>
internal abstract record DirectoryEvent;

internal sealed record SummaryPut(CircleSummary Summary) : DirectoryEvent;
