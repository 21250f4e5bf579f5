using System.Collections.Immutable;
using System.Text;
using XelaConnect.Accounts;
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
            .On<IReflectionsGrain>(nameof(IReflectionsGrain.FindAsync), (key, _) => View(key, isPublic: true))
            .On<IReflectionsGrain>(nameof(IReflectionsGrain.ListPublicAsync), (_, _) => new Page<ReflectionView>(
                [View("user-2", isPublic: true), View("user-1", isPublic: true), View("user-2", isPublic: true)], "next"))
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
        body.ShouldHave("message, reflection", Shapes.Reflection).GetProperty("message").GetString().ShouldBe("Reflection saved");
        body.GetProperty("content").GetString().ShouldBe("Because.");
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
        var (_, edited) = await _endpoints.CallAsync("EditReflection", new { prompt = "" }, "user-1", operation: "op1", route: ("id", Id));
        edited.ShouldHave("message, reflection", Shapes.Reflection).GetProperty("id").GetString().ShouldBe(Id);
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
    public async Task Public_reflections_have_their_authors()
    {
        var (status, body) = await _endpoints.CallAsync("ListPublicReflections", caller: "user-1", query: "?limit=3&cursor=9");
        status.ShouldBe(200);
        body.ShouldHave("reflections, next_cursor").GetProperty("next_cursor").GetString().ShouldBe("next");
        var reflections = body.GetProperty("reflections").EnumerateArray().ToList();
        reflections.Select(r => r.GetProperty("user_id").GetString()).ShouldBe(["user-2", "user-1", "user-2"]);
        foreach (var reflection in reflections)
            reflection.ShouldHave(Shapes.Reflection, "user").GetProperty("user").ShouldHave(Shapes.PublicUser).GetProperty("id").GetString()
                .ShouldBe(reflection.GetProperty("user_id").GetString());
        var call = _grains.Only("IReflectionsGrain.ListPublicAsync");
        call.Key.ShouldBe("user-1");
        call.Arguments.ShouldBe(["9", 3]);
    }

    [Fact]
    public async Task Public_reflections_are_read_without_session()
    {
        _grains.On<IPublicReflectionsGrain>(nameof(IPublicReflectionsGrain.ReadAsync), (_, _) =>
            new Page<ReflectionView>([View("user-2", isPublic: true)], "next"));
        var (status, body) = await _endpoints.CallAsync("ListPublicReflections", query: "?limit=3&cursor=9");
        status.ShouldBe(200);
        body.ShouldHave("reflections, next_cursor").GetProperty("reflections").EnumerateArray().ShouldHaveSingleItem()
            .ShouldHave(Shapes.Reflection, "user").GetProperty("user").ShouldHave(Shapes.PublicUser).GetProperty("online").GetBoolean()
            .ShouldBeFalse();
        _grains.Called.ShouldBe(["IPublicReflectionsGrain.ReadAsync", "IUserGrain.GetAsync"]);
        _grains.Only("IPublicReflectionsGrain.ReadAsync").Arguments.ShouldBe(["9", 3]);
    }

    [Fact]
    public async Task Reflection_has_its_author_only_if_public()
    {
        var body = (await GetAsync(Id)).Body.ShouldHave("reflection, user", Shapes.Reflection);
        body.GetProperty("reflection").ShouldHave(Shapes.Reflection, "user");
        _grains.On<IReflectionsGrain>(nameof(IReflectionsGrain.FindAsync), (key, _) => View(key));
        (await GetAsync(Id)).Body.ShouldHave("reflection", Shapes.Reflection).GetProperty("reflection").ShouldHave(Shapes.Reflection);
        _grains.On<IReflectionsGrain>(nameof(IReflectionsGrain.FindAsync), (_, _) => ReflectionFaults.Unknown);
        foreach (var id in (string[])[Id, "reflection-", "circle-1", "..", Id + "'"])
            (await GetAsync(id)).Body.GetProperty("code").GetString().ShouldBe("reflection_not_found");
    }

    [Fact]
    public async Task Refused_publication_is_returned()
    {
        _grains.On<IReflectionsGrain>(nameof(IReflectionsGrain.WriteAsync), (_, _) => AccountFaults.MembersOnly);
        (await _endpoints.CallAsync("WriteReflection", new { content = "Words.", is_public = true }, "user-1")).Status.ShouldBe(403);
    }

    private Task<(int Status, System.Text.Json.JsonElement Body)> GetAsync(string id) =>
        _endpoints.CallAsync("GetReflection", caller: "user-1", route: ("id", id));

    private static ReflectionView View(string userId, bool isPublic = false) =>
        new(Id, userId, "Why?", "Because.", isPublic, Views.At, Views.At.AddSeconds(1));
}
