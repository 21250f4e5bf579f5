using System.Text.Json;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Courses;
using XelaConnect.Grains.Growth;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Tests.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Courses;

/// <summary>Progress under random marks. A failing run names its seed.</summary>
public sealed class LearnerRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] CourseIds = ["course-1", "course-2", "course-3"];

    [Theory]
    [InlineData(0, 6, 0)]
    [InlineData(1, 6, 17)]
    [InlineData(2, 6, 33)]
    [InlineData(3, 6, 50)]
    [InlineData(5, 6, 83)]
    [InlineData(6, 6, 100)]
    [InlineData(1, 7, 14)]
    [InlineData(2, 7, 29)]
    [InlineData(1, 8, 13)] // 12.5: away from zero, not to the even 12
    [InlineData(3, 8, 38)]
    [InlineData(5, 8, 63)]
    [InlineData(7, 8, 88)]
    [InlineData(1, 200, 1)]
    [InlineData(199, 200, 100)]
    [InlineData(7, 6, 100)] // the course was shortened since
    [InlineData(0, 0, 0)]
    [InlineData(3, 0, 0)]
    public void Percent_is_rounded_and_at_most_100(int completed, int modules, int percent) =>
        LearnerRules.Percent(completed, modules).ShouldBe(percent);

    [Fact]
    public void Progress_equals_a_recount_of_random_histories()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var random = new Random(seed);
            var (learner, at) = (new LearnerState("user-1"), Start);
            var finished = CourseIds.ToDictionary(id => id, _ => new List<string>());
            var ever = new HashSet<string>();
            var whole = new HashSet<string>();
            for (var step = 0; step < 120; step++)
            {
                var course = random.Next(CourseIds.Length);
                var (id, modules) = (CourseIds[course], 6 + course);
                var (module, completed) = ($"m{random.Next(modules)}", random.Next(4) > 0);
                var decision = LearnerRules.Mark(learner, new MarkModule($"op{step}", id, module, completed), Content(id, [.. Enumerable.Range(0, modules).Select(i => $"m{i}")]));
                decision.Refusal.ShouldBeNull();
                decision.Events.Length.ShouldBe(
                    finished[id].Contains(module) == completed ? 0 : 1, $"seed {seed}, step {step}: a repeated mark is nothing");
                var before = learner;
                learner = Fold(learner, decision);

                if (!completed) finished[id].Remove(module);
                else if (!finished[id].Contains(module)) finished[id].Add(module);
                if (completed) ever.Add($"{id}/{module}");
                if (finished[id].Count == modules) whole.Add(id);

                var progress = LearnerRules.ProgressOf(learner, id);
                progress.CourseId.ShouldBe(id);
                progress.Completed.ToList().ShouldBe(finished[id], $"seed {seed}, step {step}");
                progress.Percent.ShouldBe(
                    (int)Math.Round(100.0 * finished[id].Count / modules, MidpointRounding.AwayFromZero), $"seed {seed}, step {step}");
                (learner.ModulesFinished, learner.CoursesFinished).ShouldBe((ever.Count, whole.Count), $"seed {seed}, step {step}");
                learner.ModulesFinished.ShouldBeGreaterThanOrEqualTo(before.ModulesFinished);
                learner.CoursesFinished.ShouldBeGreaterThanOrEqualTo(before.CoursesFinished);
            }
            finished.Count(held => learner.Of(held.Key) is not null).ShouldBe(learner.Courses.Count);
        }
    }

    [Fact]
    public void Repeated_completion_after_undo_is_not_counted_again()
    {
        var learner = Marked(new LearnerState("user-1"), "m1", "m2");
        (learner.ModulesFinished, learner.CoursesFinished).ShouldBe((2, 1));
        for (var i = 0; i < 50; i++)
        {
            learner = Marked(Unmarked(learner, "m1"), "m1");
            learner = Marked(Unmarked(Unmarked(learner, "m2"), "m1"), "m1", "m2");
        }
        (learner.ModulesFinished, learner.CoursesFinished).ShouldBe((2, 1));
        EmotionalPath.Of(new UserState("user-1").With(new LearningFacet { ModulesFinished = learner.ModulesFinished })).ShouldBe(4);
    }

    [Fact]
    public void Modules_are_ordered_by_last_completion()
    {
        var learner = Marked(new LearnerState("user-1"), "m2", "m1");
        LearnerRules.ProgressOf(learner, "course-1").Completed.ShouldBe(["m2", "m1"]);
        LearnerRules.ProgressOf(Marked(Unmarked(learner, "m2"), "m2"), "course-1").Completed.ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public void Course_without_completions_has_no_progress()
    {
        var learner = Unmarked(new LearnerState("user-1"), "m1");
        learner.Of("course-1").ShouldBeNull();
        var none = LearnerRules.ProgressOf(learner, "course-1");
        (none.CourseId, none.Percent, none.Completed.Length).ShouldBe(("course-1", 0, 0));
        Unmarked(Marked(learner, "m1"), "m1").Of("course-1").ShouldNotBeNull("it was begun, and stands at 0");
    }

    [Fact]
    public void Progress_change_updates_the_users_replica()
    {
        var projection = LearnerJournal.Learner.Replicas.ShouldHaveSingleItem();
        var (before, after) =
            (Marked(new LearnerState("user-1"), "m1", "m2"), Unmarked(Marked(new LearnerState("user-1"), "m1", "m2"), "m2"));
        projection.Changed(before, after).ShouldBeTrue();
        projection.Changed(before, before).ShouldBeFalse();
        var effect = projection.Make(after, "op", 3);
        effect.Target.ShouldBe("user-1");
        var update = effect.Command.ShouldBeOfType<UpdateFacet>();
        (update.OperationId, update.Version).ShouldBe(("op", 3));
        var facet = update.Facet.ShouldBeOfType<LearningFacet>();
        (facet.ModulesFinished, facet.CoursesFinished).ShouldBe((2, 1));
        facet.Courses.ShouldHaveSingleItem().Percent.ShouldBe(50);
    }

    [Fact]
    public void Snapshot_restores_the_state()
    {
        var learner = Unmarked(Marked(new LearnerState("user-1"), "m2", "m1"), "m2");
        var json = LearnerJournal.Learner.Snapshot!;
        var read = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(learner, json), json)!;
        (read.UserId, read.ModulesFinished, read.CoursesFinished).ShouldBe(("user-1", 2, 1));
        var course = read.Courses.ShouldHaveSingleItem();
        (course.CourseId, course.Modules, course.WasWhole).ShouldBe(("course-1", 2, true));
        course.Completed.ShouldBe(["m1"]);
        course.Ever.ShouldBe(["m2", "m1"]);
        (Marked(read, "m2").ModulesFinished, Marked(read, "m2").CoursesFinished).ShouldBe((2, 1));
    }

    [Fact]
    public void Progress_of_earlier_versions_is_read()
    {
        var stored = """{"course_id":"course-1","module_id":"m2","modules":3}"""u8.ToArray();
        var finished = LearnerJournal.Learner.Events.Decode("courses.module-finished.v1", stored);
        var learner = LearnerState.Apply(new LearnerState("user-1"), new EventEnvelope<LearnerEvent>(0, 1, Start, null, finished));
        LearnerRules.ProgressOf(learner, "course-1").Completed.ShouldBe(["m2"]);
        var snapshot = """
            {"user_id":"user-1","modules_finished":2,"courses_finished":0,
             "courses":[{"course_id":"course-1","modules":3,"completed":["m3","m1"],"ever":["m3","m1"],"was_whole":false}]}
            """;
        var restored = JsonSerializer.Deserialize(snapshot, LearnerJournal.Learner.Snapshot!)!;
        LearnerRules.ProgressOf(restored, "course-1").Completed.ShouldBe(["m3", "m1"]);
        LearnerRules.ProgressOf(restored, "course-1").Percent.ShouldBe(67);
    }

    [Fact]
    public void Mark_without_entitlement_or_module_is_rejected()
    {
        var learner = new LearnerState("user-1");
        LearnerRules.Mark(learner, new MarkModule("op", "course-1", "m1", true), CourseFaults.NotEntitled).Refusal.ShouldBe(CourseFaults.NotEntitled);
        LearnerRules.Mark(learner, new MarkModule("op", "course-1", "m9", true), Content("course-1", "m1", "m2")).Refusal.ShouldBe(CourseFaults.UnknownModule);
    }

    private static Outcome<CourseAccess> Content(string id, params string[] modules) => new CourseAccess(
        new CourseView(
            id, new CourseContent("", "", "", "", null, 0, 0, null, "", "", [], [.. modules.Select(m => new CourseModule(m, "", 1, null, null))]),
            Start, 1),
        IsEntitled: true, IsEnrolled: true, new CourseProgress(id, [], 0));

    private static LearnerState Marked(LearnerState learner, params string[] modules) =>
        modules.Aggregate(
            learner, (now, module) => Fold(now, LearnerRules.Mark(now, new MarkModule("op", "course-1", module, true), Content("course-1", "m1", "m2"))));

    private static LearnerState Unmarked(LearnerState learner, string module) =>
        Fold(learner, LearnerRules.Mark(learner, new MarkModule("op", "course-1", module, false), Content("course-1", "m1", "m2")));

    private static LearnerState Fold(LearnerState learner, Decision<LearnerEvent> decision)
    {
        foreach (var happened in decision.Events)
            learner = LearnerState.Apply(learner, new EventEnvelope<LearnerEvent>(0, 1, Start, null, happened));
        return learner;
    }
}
