using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Courses;

[Collection(SharedHost.Name)]
public sealed class CoursesTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Pages_of_a_category_are_its_courses()
    {
        var all = (await host.Anonymous.GetAsync("/api/courses")).Should(HttpStatusCode.OK).Json.GetProperty("courses");
        var wellness = all.EnumerateArray().Where(course => course.GetProperty("category").GetString() == "Wellness").ToList();
        wellness.Count.ShouldBeGreaterThan(1);
        List<string> read = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await host.Anonymous.GetAsync($"/api/courses?category=Wellness&limit=1&cursor={cursor}"))
                .Should(HttpStatusCode.OK).Json;
            read.Add(page.GetProperty("courses").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString()!);
            cursor = page.GetProperty("next_cursor").GetString();
        }
        read.ShouldBe(wellness.Select(course => course.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Completed_free_course_shows_on_the_profile()
    {
        var ada = await Person.SignUpAsync(host);
        var id = (await CourseAsync(free: true)).GetProperty("id").GetString()!;
        (await EnrolledAsync(ada, id)).ShouldBeFalse();
        (await LockedAsync(ada, id)).ShouldBeGreaterThan(0);

        var enrolled = (await ada.PostAsync($"/api/courses/{id}/enroll", null, key: "take-it")).Should(HttpStatusCode.OK);
        enrolled.Json.GetProperty("enrolled").GetBoolean().ShouldBeTrue();
        (await ada.PostAsync($"/api/courses/{id}/enroll", null, key: "take-it")).Bytes.ShouldBe(enrolled.Bytes);
        (await ada.PostAsync($"/api/courses/{id}/enroll")).Should(HttpStatusCode.OK);
        (await EnrolledAsync(ada, id)).ShouldBeTrue();
        await Until.TrueAsync(async () => await InProgressAsync(ada) == 1);

        var content = (await ada.GetAsync($"/api/courses/{id}/content")).Should(HttpStatusCode.OK).Json;
        (await LockedAsync(ada, id)).ShouldBe(0);
        var lessons = content.GetProperty("modules").EnumerateArray().SelectMany(module => module.GetProperty("lessons").EnumerateArray())
            .ToList();
        lessons.Count.ShouldBe(content.GetProperty("totalLessons").GetInt32());
        lessons.Select(lesson => lesson.GetProperty("order").GetInt32()).ShouldBe(Enumerable.Range(1, lessons.Count));
        lessons.ShouldAllBe(lesson => lesson.GetProperty("content").GetString()!.Length > 500 && lesson.GetProperty("description")
            .GetString()!.Length > 20);

        var modules = content.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("module_id").GetInt32()).ToList();
        modules.ShouldBe(Enumerable.Range(1, modules.Count));
        for (var i = 0; i < modules.Count; i++)
        {
            // One after the other by each name of the same thing, the number also as text.
            var lesson = lessons[i].GetProperty("id").GetString()!;
            var marked = (i % 3) switch
            {
                0 => (await MarkAsync(ada, id, modules[i])).Should(HttpStatusCode.OK).Json,
                1 => (await MarkAsync(ada, id, $"{modules[i]}")).Should(HttpStatusCode.OK).Json,
                _ => (await ada.PostAsync($"/api/courses/{id}/lessons/{lesson}/complete")).Should(HttpStatusCode.OK).Json,
            };
            marked.GetProperty("progress").GetInt32()
                .ShouldBe((int)Math.Round(100m * (i + 1) / modules.Count, MidpointRounding.AwayFromZero));
            if (i % 3 < 2) Numbers(marked.GetProperty("completed_modules")).ShouldBe(modules.Take(i + 1));
            else marked.GetProperty("completed").GetBoolean().ShouldBeTrue();
            (await MarkAsync(ada, id, lesson)).Should(HttpStatusCode.OK); // as older clients do
        }
        Texts((await ada.GetAsync($"/api/courses/{id}/progress")).Json.GetProperty("completedLessons"))
            .ShouldBe(lessons.Select(lesson => lesson.GetProperty("id").GetString()));

        var detail = (await ada.GetAsync($"/api/courses/{id}")).Should(HttpStatusCode.OK).Json;
        detail.GetProperty("is_purchased").GetBoolean().ShouldBeTrue();
        detail.GetProperty("user_progress").GetProperty("progress").GetInt32().ShouldBe(100);
        detail.GetProperty("user_progress").GetProperty("current_module").ValueKind.ShouldBe(JsonValueKind.Null);
        detail.GetProperty("modules").EnumerateArray()
            .ShouldAllBe(module => module.GetProperty("content").ValueKind == JsonValueKind.String);
        (await ada.GetAsync($"/api/courses/{id}/progress")).Json.GetProperty("progress").GetInt32().ShouldBe(100);

        await Until.TrueAsync(async () => Texts((await ada.MeAsync()).GetProperty("badges")).Contains("Course Graduate"));
        var me = await ada.MeAsync();
        var course = me.GetProperty("courses_progress").EnumerateArray().ShouldHaveSingleItem();
        course.GetProperty("course_id").GetString().ShouldBe(id);
        course.GetProperty("progress").GetInt32().ShouldBe(100);
        Numbers(course.GetProperty("completed_modules")).ShouldBe(modules);
        Texts(me.GetProperty("badges")).ShouldBe(["First Step", "Course Graduate"]);
        me.GetProperty("emotional_path_progress").GetInt32().ShouldBe(2 * modules.Count);
        me.GetProperty("weekly_growth").GetInt32().ShouldBe(2 * modules.Count);
        (await InProgressAsync(ada)).ShouldBe(0);
    }

    [Fact]
    public async Task Repeated_completion_after_undo_is_not_counted_again()
    {
        var ada = await Person.SignUpAsync(host);
        var course = await CourseAsync(free: true);
        var (id, module) = (course.GetProperty("id").GetString()!, course.GetProperty("modules")[0].GetProperty("module_id").GetInt32());
        (await ada.PostAsync($"/api/courses/{id}/enroll")).Should(HttpStatusCode.OK);
        for (var i = 0; i < 3; i++)
        {
            (await MarkAsync(ada, id, module)).Should(HttpStatusCode.OK).Json.GetProperty("completed_modules").GetArrayLength().ShouldBe(1);
            (await MarkAsync(ada, id, module, completed: false)).Should(HttpStatusCode.OK).Json.GetProperty("progress").GetInt32()
                .ShouldBe(0);
        }
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("courses_progress") is var held && held.GetArrayLength() == 1
            && held[0].GetProperty("progress").GetInt32() == 0);
        (await ada.MeAsync()).GetProperty("emotional_path_progress").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Unentitled_person_sees_only_the_preview()
    {
        var ada = await Person.SignUpAsync(host);
        var course = await CourseAsync(free: false);
        var id = course.GetProperty("id").GetString()!;
        (await ada.PostAsync($"/api/courses/{id}/enroll")).ShouldRefuse(HttpStatusCode.PaymentRequired, "purchase_required");
        (await LockedAsync(ada, id))
            .ShouldBe(course.GetProperty("total_modules").GetInt32() - course.GetProperty("preview_modules").GetArrayLength());
        (await MarkAsync(ada, id, 1)).ShouldRefuse(HttpStatusCode.Forbidden, "not_entitled");
        (await ada.PostAsync($"/api/courses/{id}/lessons/m1/complete")).ShouldRefuse(HttpStatusCode.Forbidden, "not_entitled");
        (await EnrolledAsync(ada, id)).ShouldBeFalse();
        var progress = (await ada.GetAsync($"/api/courses/{id}/progress")).Should(HttpStatusCode.OK).Json;
        (progress.GetProperty("progress").GetInt32(), progress.GetProperty("completedLessons").GetArrayLength()).ShouldBe((0, 0));

        var detail = (await ada.GetAsync($"/api/courses/{id}")).Should(HttpStatusCode.OK).Json;
        detail.GetProperty("is_purchased").GetBoolean().ShouldBeFalse();
        var preview = detail.GetProperty("preview_modules").EnumerateArray().Select(index => index.GetInt32()).ToHashSet();
        foreach (var modules in new[] { detail.GetProperty("modules"), detail.GetProperty("course").GetProperty("modules") })
            modules.EnumerateArray().Select(
                (shown, index) => shown.GetProperty("content").ValueKind == JsonValueKind.Null != preview.Contains(index))
                .ShouldAllBe(right => right);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("ended")]
    public async Task Course_is_readable_without_a_live_session(string? token)
    {
        var ada = await Person.SignUpAsync(host);
        if (token == "ended") (await ada.PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK);
        var header = token is null ? [] : ((string, string)[])[("Authorization", $"Bearer {(token == "ended" ? ada.Token : token)}")];
        foreach (var free in (bool[])[true, false])
        {
            var path = $"/api/courses/{(await CourseAsync(free)).GetProperty("id").GetString()}";
            var detail = (await host.Anonymous.GetAsync(path, header)).Should(HttpStatusCode.OK).Json;
            detail.GetProperty("is_purchased").GetBoolean().ShouldBeFalse();
            detail.GetProperty("user_progress").GetProperty("current_module").GetInt32().ShouldBe(1);
            var preview = Numbers(detail.GetProperty("preview_modules")).ToList();
            Readable(detail).ShouldBe(preview);
            Readable((await host.Anonymous.GetAsync($"{path}/content", header)).Should(HttpStatusCode.OK).Json).ShouldBe(preview);
            (await host.Anonymous.GetAsync($"{path}/enrollment", header)).Should(HttpStatusCode.OK)
                .Json.GetProperty("enrolled").GetBoolean().ShouldBeFalse();
            (await host.Anonymous.GetAsync($"{path}/progress", header)).Should(HttpStatusCode.OK).Json.GetProperty("progress").GetInt32()
                .ShouldBe(0);
        }
        (await host.Anonymous.GetAsync("/api/courses/course-none", header)).ShouldRefuse(HttpStatusCode.NotFound, "course_not_found");
        (await host.Anonymous.GetAsync("/api/auth/me", header)).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Unknown_course_and_unknown_module_have_their_own_codes()
    {
        var ada = await Person.SignUpAsync(host);
        var id = (await CourseAsync(free: true)).GetProperty("id").GetString()!;
        (await ada.PostAsync($"/api/courses/{id}/enroll")).Should(HttpStatusCode.OK);
        foreach (var unknown in (JsonNode[])[99, "99", "m99", "no such module"])
            (await MarkAsync(ada, id, unknown)).ShouldRefuse(HttpStatusCode.NotFound, "module_not_found");
        (await ada.PostAsync($"/api/courses/{id}/lessons/none/complete")).ShouldRefuse(HttpStatusCode.NotFound, "lesson_not_found");
        (await MarkAsync(ada, "course-none", 1)).ShouldRefuse(HttpStatusCode.NotFound, "course_not_found");
        (await ada.PostAsync($"/api/courses/{id}/progress", new JsonObject { ["module_id"] = 1 }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request")
            .Json.GetProperty("errors").TryGetProperty("completed", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Catalogue_shows_progress_when_signed_in()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        var course = await CourseAsync(free: true);
        var id = course.GetProperty("id").GetString()!;
        (await ada.PostAsync($"/api/courses/{id}/enroll")).Should(HttpStatusCode.OK);
        var progress = (await MarkAsync(ada, id, 1)).Should(HttpStatusCode.OK).Json.GetProperty("progress").GetInt32();
        foreach (var (caller, expected) in ((Caller, int)[])[(ada, progress), (ben, 0), (host.Anonymous, 0)])
        {
            var listed = (await caller.GetAsync("/api/courses")).Should(HttpStatusCode.OK);
            listed.Json.GetProperty("courses").EnumerateArray().Single(held => held.GetProperty("id").GetString() == id)
                .GetProperty("progress").GetInt32().ShouldBe(expected);
            listed.Headers["Cache-Control"].ShouldStartWith(caller.Token is null ? "public" : "no-store");
        }
    }

    private async Task<JsonElement> CourseAsync(bool free) =>
        (await host.Anonymous.GetAsync("/api/courses?limit=100")).Should(HttpStatusCode.OK).Json.GetProperty("courses").EnumerateArray()
            .First(course => course.GetProperty("price_credits").GetInt32() == 0 == free);

    private static Task<Reply> MarkAsync(Person person, string course, JsonNode module, bool completed = true) =>
        person.PostAsync($"/api/courses/{course}/progress", new JsonObject { ["module_id"] = module, ["completed"] = completed });

    private static async Task<bool> EnrolledAsync(Person person, string course) =>
        (await person.GetAsync($"/api/courses/{course}/enrollment")).Should(HttpStatusCode.OK).Json.GetProperty("enrolled").GetBoolean();

    private static async Task<int> InProgressAsync(Person person) =>
        (await person.GetAsync("/api/users/dashboard"))
            .Should(HttpStatusCode.OK).Json.GetProperty("stats").GetProperty("courses_in_progress").GetInt32();

    /// <summary>How many lessons of a course are locked for a person.</summary>
    private static async Task<int> LockedAsync(Person person, string course)
    {
        var content = (await person.GetAsync($"/api/courses/{course}/content")).Should(HttpStatusCode.OK).Json;
        return content.GetProperty("totalLessons").GetInt32() - Readable(content).Count;
    }

    /// <summary>The indices of the modules with content.</summary>
    private static List<int> Readable(JsonElement course) =>
        [.. course.GetProperty("modules").EnumerateArray().Select((module, index) => (module, index))
            .Where(part => part.module.GetProperty("content").ValueKind == JsonValueKind.String).Select(part => part.index)];

    private static IEnumerable<int> Numbers(JsonElement list) => list.EnumerateArray().Select(number => number.GetInt32());

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);
}
