namespace XelaConnect.Courses;

/// <summary>Writes a course.</summary>
[GenerateSerializer, Immutable, Alias("courses.write.v1")]
public sealed record WriteCourse([property: Id(0)] string OperationId, [property: Id(1)] CourseContent Content) : ICommand;

/// <summary>Puts a course up for sale, or takes it off.</summary>
[GenerateSerializer, Immutable, Alias("courses.set-sale.v1")]
public sealed record SetCourseSale([property: Id(0)] string OperationId, [property: Id(1)] bool ForSale) : ICommand;

/// <summary>A course's outline for the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("courses.put-outline.v1")]
public sealed record PutCourseOutline([property: Id(0)] string OperationId, [property: Id(1)] CourseView Outline) : ICommand;
