using System.Collections.Immutable;
using System.Text;
using Shouldly;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Presence;
using XelaConnect.Profiles;
using XelaConnect.Reflections;
using XelaConnect.Relationships;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Reflections;

public sealed class ReflectionsEndpointsTests : IDisposable
{
    private const string Id = "reflection-01920000-0000-7000-8000-000000000001";
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public ReflectionsEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IReflectionsGrain>(nameof(IReflectionsGrain.WriteAsync), (key, _) => View(key))
            .On<IReflectionsGrain>(nameof(IReflectionsGrain.EditAsync), (key, _) => View(key))
            .On<IReflectionsGrain>(nameof(IReflectionsGrain.DeleteAsync), (_, _) => Done.Instance)
            .On<IReflectionsGrain>(nameof(IReflectionsGrain.ListAsync), (key, _) => new Page<ReflectionView>([View(key)], "7"))
            .On<IReflectionsGrain>(nameof(IReflectionsGrain.GetAsync), (key, _) => View(key, isPublic: true))
            .On<IPublicReflectionsGrain>(
                nameof(IPublicReflectionsGrain.ListAsync), (_, _) => new Page<PublicReflection>([Place("user-2"), Place("user-1")], null))
            .On<IPublicReflectionsGrain>(nameof(IPublicReflectionsGrain.AuthorAsync), (_, _) => null)
            .On<IContactsGrain>(nameof(IContactsGrain.HiddenAmongAsync), (_, _) => ImmutableArray<string>.Empty)
            .On<IContactsGrain>(nameof(IContactsGrain.ConnectedAmongAsync), (_, _) => ImmutableArray<string>.Empty)
            .On<IPresenceGrain>(nameof(IPresenceGrain.GetAsync), (_, _) => new PresenceView(PresenceStatuses.Online, Views.At))
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key));
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Created_reflection_is_returned_in_full()
    {
        var (status, body) = await _endpoints.CallAsync(
            "WriteReflection", new { prompt = " Why? ", content = " Because <b>. ", is_public = true }, "user-1", operation: "op1");
        status.ShouldBe(201);
        body.ShouldHave("message, reflection").GetProperty("message").GetString().ShouldBe("Reflection saved");
        var reflection = body.GetProperty("reflection").ShouldHave(Shapes.Reflection);
        reflection.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        var call = _grains.Only("IReflectionsGrain.WriteAsync");
        call.Key.ShouldBe("user-1");
        call.Command<WriteReflection>().ShouldBe(new WriteReflection("op1", "Why?", "Because <b>.", true));
    }

    [Fact]
    public async Task Reflection_is_private_without_prompt_by_default()
    {
        await _endpoints.CallAsync("WriteReflection", new { content = "Words." }, "user-1", operation: "op1");
        _grains.Only("IReflectionsGrain.WriteAsync").Command<WriteReflection>().ShouldBe(new WriteReflection("op1", null, "Words.", false));
    }

    [Theory]
    [InlineData("""{"prompt":"p"}""", "content")]
    [InlineData("""{"content":"  "}""", "content")]
    [InlineData("""{"content":7}""", "content")]
    [InlineData("{\"content\":\"a\\u0000b\"}", "content")]
    [InlineData("{\"content\":\"a\\ud800\"}", "content")]
    [InlineData("{\"content\":\"a\",\"prompt\":\"\\udfff\"}", "prompt")]
    [InlineData("""{"content":"a","is_public":"yes"}""", "is_public")]
    public async Task Invalid_reflection_names_the_field_without_a_grain_call(string body, string field)
    {
        var (status, answer) = await _endpoints.CallAsync("WriteReflection", Encoding.UTF8.GetBytes(body), "user-1");
        status.ShouldBe(400);
        answer.GetProperty("errors").ShouldHave(field);
        answer.GetProperty("message").GetString()!.ShouldContain(field);
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reflection_length_is_limited_in_characters()
    {
        foreach (var (content, prompt, status) in (ValueTuple<int, int, int>[])[(4000, 500, 201), (4001, 0, 400), (1, 501, 400)])
            (await _endpoints.CallAsync(
                "WriteReflection", new { content = string.Concat(Enumerable.Repeat("🌅", content)), prompt = new string('p', prompt) },
                "user-1")).Status.ShouldBe(status);
        (await _endpoints.CallAsync("EditReflection", new { content = new string('x', 4001) }, "user-1", route: ("id", Id)))
            .Status.ShouldBe(400);
        (await _endpoints.CallAsync("ListReflections", caller: "user-1", query: "?q=" + new string('x', 101))).Body.GetProperty("errors")
            .ShouldHave("q");
    }

    [Fact]
    public async Task Reflection_change_passes_only_the_given_fields()
    {
        await _endpoints.CallAsync("EditReflection", new { prompt = "" }, "user-1", operation: "op1", route: ("id", Id));
        await _endpoints.CallAsync(
            "EditReflection", new { content = "New", is_public = false }, "user-1", operation: "op2", route: ("id", Id));
        _grains.All("IReflectionsGrain.EditAsync").Select(c => c.Command<EditReflection>()).ShouldBe(
            [new EditReflection("op1", Id, new Change<string>(null)), new EditReflection("op2", Id, null, "New", false)]);
        (await _endpoints.CallAsync("EditReflection", new { content = "" }, "user-1", route: ("id", Id))).Body.GetProperty("errors")
            .ShouldHave("content");
        (await _endpoints.CallAsync("DeleteReflection", caller: "user-1", operation: "op3", route: ("id", Id))).Body.GetProperty("message")
            .GetString().ShouldBe("Reflection deleted");
        _grains.Only("IReflectionsGrain.DeleteAsync").Command<DeleteReflection>().ShouldBe(new DeleteReflection("op3", Id));
    }

    [Fact]
    public async Task Own_reflections_are_listed_by_search()
    {
        var (status, body) = await _endpoints.CallAsync("ListReflections", caller: "user-1", query: "?q=two words&limit=3&cursor=9");
        status.ShouldBe(200);
        body.ShouldHave("reflections, next_cursor").GetProperty("reflections")[0].ShouldHave(Shapes.Reflection);
        body.GetProperty("next_cursor").GetString().ShouldBe("7");
        var call = _grains.Only("IReflectionsGrain.ListAsync");
        (call.Key, call.Command<ReflectionQuery>()).ShouldBe(("user-1", new ReflectionQuery("two words", "9", 3)));
    }

    [Fact]
    public async Task Public_list_hides_blocked_and_removed_authors()
    {
        var (_, body) = await _endpoints.CallAsync("ListPublicReflections", caller: "user-1");
        var reflections = body.GetProperty("reflections").EnumerateArray().ToList();
        reflections.Select(r => r.GetProperty("user_id").GetString()).ShouldBe(["user-2", "user-1"]);
        reflections[0].ShouldHave(Shapes.Reflection, "user").GetProperty("user").ShouldHave(Shapes.PublicUser);

        _grains.On<IContactsGrain>(nameof(IContactsGrain.HiddenAmongAsync), (_, _) => ImmutableArray.Create("user-2"));
        (await ShownAsync()).ShouldBe(["user-1"]);
        _grains.On<IContactsGrain>(nameof(IContactsGrain.HiddenAmongAsync), (_, _) => ImmutableArray<string>.Empty);
        _grains.On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key) with { IsRemoved = key == "user-2" });
        (await ShownAsync()).ShouldBe(["user-1"]);
        _grains.On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key));
        _grains.On<IReflectionsGrain>(
            nameof(IReflectionsGrain.GetAsync), (key, _) => key == "user-1" ? ReflectionFaults.Unknown : View(key, isPublic: true));
        (await ShownAsync()).ShouldBe(["user-2"]);
        _grains.All("IReflectionsGrain.GetAsync").ShouldAllBe(c => (bool)c.Arguments[1]!);

        async Task<IEnumerable<string?>> ShownAsync() =>
            (await _endpoints.CallAsync("ListPublicReflections", caller: "user-1")).Body.GetProperty("reflections").EnumerateArray()
                .Select(r => r.GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task Public_page_is_filled_up_after_hiding()
    {
        _grains.On<IPublicReflectionsGrain>(nameof(IPublicReflectionsGrain.ListAsync), (_, arguments) => arguments[0] is null
            ? new Page<PublicReflection>([Place("user-2"), Place("user-1")], "next")
                : new Page<PublicReflection>([Place("user-3")], "more"));
        _grains.On<IContactsGrain>(nameof(IContactsGrain.HiddenAmongAsync), (_, _) => ImmutableArray.Create("user-2"));
        var (_, body) = await _endpoints.CallAsync("ListPublicReflections", caller: "user-1", query: "?limit=2");
        body.GetProperty("reflections").EnumerateArray().Select(r => r.GetProperty("user_id").GetString()).ShouldBe(["user-1", "user-3"]);
        body.GetProperty("next_cursor").GetString().ShouldBe("more");
        _grains.All("IPublicReflectionsGrain.ListAsync").Select(c => (int)c.Arguments[1]!).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Private_reflection_of_another_is_unknown()
    {
        _grains.On<IReflectionsGrain>(
            nameof(IReflectionsGrain.GetAsync), (key, _) => key == "user-1" ? View(key) : ReflectionFaults.Unknown);
        (await GetAsync(Id)).Body.GetProperty("reflection").ShouldHave(Shapes.Reflection);

        _grains.On<IReflectionsGrain>(
            nameof(IReflectionsGrain.GetAsync), (key, _) => key == "user-2" ? View(key, isPublic: true) : ReflectionFaults.Unknown);
        var unknown = await GetAsync(Id);
        unknown.Status.ShouldBe(404);
        foreach (var id in (string[])["reflection-", "circle-1", "..", Id + "'"])
            (await GetAsync(id)).Body.GetProperty("code").GetString().ShouldBe("reflection_not_found");
        _grains.On<IPublicReflectionsGrain>(nameof(IPublicReflectionsGrain.AuthorAsync), (_, _) => "user-2");
        (await GetAsync(Id)).Body.GetProperty("reflection").ShouldHave(Shapes.Reflection, "user");
        _grains.On<IContactsGrain>(nameof(IContactsGrain.HiddenAmongAsync), (_, _) => ImmutableArray.Create("user-2"));
        var blocked = await GetAsync(Id);
        blocked.Status.ShouldBe(404);
        blocked.Body.GetProperty("message").GetString().ShouldBe(unknown.Body.GetProperty("message").GetString());
    }

    private Task<(int Status, System.Text.Json.JsonElement Body)> GetAsync(string id) =>
        _endpoints.CallAsync("GetReflection", caller: "user-1", route: ("id", id));

    private static ReflectionView View(string userId, bool isPublic = false) =>
        new(Id, userId, "Why?", "Because.", isPublic, Views.At, Views.At.AddSeconds(1));

    private static PublicReflection Place(string userId) => new(Id, userId, Views.At);
}
