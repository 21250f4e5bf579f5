namespace XelaConnect.Courses;

/// <summary>Writes a course.</summary>
[GenerateSerializer, Immutable, Alias("courses.write.v1")]
public sealed record WriteCourse(
    [property: Id(0)] string OperationId, [property: Id(1)] CourseContent Content) : ICommand;

/// <summary>Puts a course on sale or takes it off sale.</summary>
[GenerateSerializer, Immutable, Alias("courses.set-sale.v1")]
public sealed record SetCourseSale([property: Id(0)] string OperationId, [property: Id(1)] bool ForSale) : ICommand;

/// <summary>Puts the outline of a course into the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("courses.put-outline.v1")]
public sealed record PutCourseOutline(
    [property: Id(0)] string OperationId, [property: Id(1)] CourseView Outline) : ICommand;

/// <summary>Marks a module as completed or not. Modules, which hosts of earlier versions send, is ignored.</summary>
[GenerateSerializer, Immutable, Alias("courses.mark-module.v1")]
public sealed record MarkModule(
    [property: Id(0)] string OperationId, [property: Id(1)] string CourseId, [property: Id(2)] string ModuleId,
    [property: Id(3)] bool Completed, [property: Id(4)] int Modules = 0) : ICommand;
