using XelaConnect.Courses;

namespace XelaConnect.Grains.Courses;

/// <summary>What happens to a course.</summary>
internal abstract record CourseEvent;

internal sealed record CourseWritten(CourseContent Content) : CourseEvent;

internal sealed record SaleSet(bool ForSale) : CourseEvent;

/// <summary>What happens in the catalogue.</summary>
internal abstract record CatalogEvent;

internal sealed record OutlinePut(CourseView Outline) : CatalogEvent;
