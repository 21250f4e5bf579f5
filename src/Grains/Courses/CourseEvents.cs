namespace XelaConnect.Grains.Courses;

/// <summary>An event of a course.</summary>
[JsonDerivedType(typeof(CourseWritten), "courses.written.v1")]
[JsonDerivedType(typeof(SaleSet), "courses.sale-set.v1")]
internal abstract record CourseEvent;

internal sealed record CourseWritten(CourseContent Content) : CourseEvent;

internal sealed record SaleSet(bool ForSale) : CourseEvent;

/// <summary>An event of the catalogue.</summary>
[JsonDerivedType(typeof(OutlinePut), "courses.outline-put.v1")]
internal abstract record CatalogEvent;

internal sealed record OutlinePut(CourseView Outline) : CatalogEvent;
