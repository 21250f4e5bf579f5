using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Courses;

/// <summary>How far one person is in their courses, keyed by user id (contract endpoints 14 and 16).</summary>
[Alias("courses.learner")]
public interface ILearnerGrain : IGrainWithStringKey
{
    /// <summary>How far in one course; null when nothing of it was ever finished.</summary>
    [Alias("Get"), ReadOnly]
    Task<CourseProgress?> GetAsync(string courseId);

    /// <summary>Every course of which something was finished.</summary>
    [Alias("All"), ReadOnly]
    Task<ImmutableArray<CourseProgress>> AllAsync();

    /// <summary>Marks a module as finished, or not. Whoever calls has seen that the module exists and that the person may study the course.</summary>
    [Alias("Mark")]
    Task<Outcome<CourseProgress>> MarkAsync(MarkModule command);
}

/// <summary>Marks a module of a course that has <paramref name="Modules"/> modules.</summary>
[GenerateSerializer, Immutable, Alias("courses.mark-module.v1")]
public sealed record MarkModule(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CourseId,
    [property: Id(2)] string ModuleId,
    [property: Id(3)] bool Completed,
    [property: Id(4)] int Modules) : ICommand;

/// <summary>How far someone is in a course.</summary>
/// <param name="CourseId">Which.</param>
/// <param name="Completed">Ids of the finished modules, in the order they were finished.</param>
/// <param name="Percent">0..100, rounded (contract endpoint 16).</param>
[GenerateSerializer, Immutable, Alias("courses.progress.v1")]
public sealed record CourseProgress([property: Id(0)] string CourseId, [property: Id(1)] ImmutableArray<string> Completed, [property: Id(2)] int Percent);
