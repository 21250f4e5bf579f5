using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Circles;
using XelaConnect.Profiles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Circles;

public sealed class CirclesEndpointsTests : IDisposable
{
    private static readonly (string, string) Id = ("id", Views.CircleId);
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public CirclesEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key) with
            {
                Email = key == "user-root" ? "root@example.com" : "ada@example.com",
            })
            .On<ICircleGrain>(nameof(ICircleGrain.GetAsync), (_, _) => Views.Detail())
            .On<IMembershipsGrain>(
                nameof(IMembershipsGrain.CreateCircleAsync), (_, arguments) => Views.Circle(((CreateOwnCircle)arguments[0]!).CircleId))
            .On<ICircleGrain>(nameof(ICircleGrain.EditAsync), (key, _) => Views.Circle(key))
            .On<IMembershipsGrain>(nameof(IMembershipsGrain.JoinCircleAsync), (_, _) => Views.Circle())
            .On<ICircleListingGrain>(nameof(ICircleListingGrain.ListAsync), (_, _) => new Page<CircleView>([Views.Circle()], null));
    }

    public void Dispose() => _endpoints.Dispose();

    [Theory]
    [InlineData("", null)]
    [InlineData("?category=All", null)]
    [InlineData("?category=Outdoor", "Outdoor")]
    public async Task Circle_list_filters_by_category(string query, string? category)
    {
        var (status, body) = await _endpoints.CallAsync("ListCircles", query: query);
        status.ShouldBe(200);
        body.ShouldHave("circles, next_cursor");
        _grains.Only("ICircleListingGrain.ListAsync").Command<CircleQuery>().ShouldBe(new CircleQuery(category, null, null, 100));
    }

    [Fact]
    public async Task Unknown_category_is_a_400_naming_it()
    {
        var (status, body) = await _endpoints.CallAsync("ListCircles", query: "?category=Cooking");
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("category");
        _grains.Called.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GetCircle")]
    [InlineData("EditCircle")]
    [InlineData("DeleteCircle")]
    [InlineData("JoinCircle")]
    [InlineData("LeaveCircle")]
    [InlineData("ListCircleMembers")]
    [InlineData("RemoveCircleMember")]
    [InlineData("LetInCircleMember")]
    [InlineData("PostToCircle")]
    [InlineData("GetCircleActivity")]
    [InlineData("RemoveCircleActivity")]
    public async Task Malformed_circle_id_is_a_404_without_a_grain_call(string name)
    {
        foreach (var id in (string[])[
            "1", "user-1", "circle-", "circle-A", "circle-1/2", "circle-\u0000", "circle-" + new string('1', 100)])
        {
            var (status, body) = await _endpoints.CallAsync(
                name, new { message = "hi" }, "user-1", route: [("id", id), ("user_id", "user-2"), ("activity_id", "activity-1")]);
            status.ShouldBe(404);
            body.GetProperty("code").GetString().ShouldBe("circle_not_found");
        }
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Join_names_only_the_circle_and_responds_with_it_in_full()
    {
        var (status, body) = await _endpoints.CallAsync("JoinCircle", caller: "user-1", operation: "op1", route: [Id]);
        status.ShouldBe(200);
        body.ShouldHave("message, circle").GetProperty("message").GetString().ShouldBe("Successfully joined circle");
        body.GetProperty("circle").ShouldHave(Shapes.Circle, "members, recent_activity");
        _grains.Called.ShouldBe(["IMembershipsGrain.JoinCircleAsync", "ICircleGrain.GetAsync"]);
        var join = _grains.Only("IMembershipsGrain.JoinCircleAsync");
        join.Key.ShouldBe("user-1");
        join.Command<JoinCircle>().ShouldBe(new JoinCircle("op1/join", Views.CircleId));
    }

    [Fact]
    public async Task Refused_join_is_returned()
    {
        foreach (var (refusal, status) in ((Fault, int)[])[
            (CircleFaults.Unknown, 404), (CircleFaults.Excluded, 403), (CircleFaults.LimitReached(3), 402)])
        {
            _grains.On<IMembershipsGrain>(nameof(IMembershipsGrain.JoinCircleAsync), (_, _) => refusal);
            var refused = await _endpoints.CallAsync("JoinCircle", caller: "user-1", route: [Id]);
            (refused.Status, refused.Body.GetProperty("code").GetString()).ShouldBe((status, refusal.Code));
        }
    }

    [Fact]
    public async Task Creator_joins_the_new_circle()
    {
        var (status, body) = await _endpoints.CallAsync(
            "CreateCircle", new { name = "Owls", category = "Social", description = "Late.", color = "#112233", tags = new[] { "night" } },
            "user-1");
        status.ShouldBe(201);
        body.ShouldHave("message, circle").GetProperty("circle").ShouldHave(Shapes.Circle, "members, recent_activity");
        _grains.Called.ShouldBe(["IMembershipsGrain.CreateCircleAsync", "ICircleGrain.GetAsync"]);
        var create = _grains.Only("IMembershipsGrain.CreateCircleAsync");
        create.Key.ShouldBe("user-1");
        var command = create.Command<CreateOwnCircle>();
        command.Profile.Tags.ShouldBe(["night"]);
        (command.Creator, command.CircleLimit).ShouldBe((null, null));
        _grains.Only("ICircleGrain.GetAsync").Key.ShouldBe(command.CircleId);
    }

    [Fact]
    public async Task Repeated_creation_proposes_the_same_circle()
    {
        var body = new { name = "Owls", category = "Social", description = "Late." };
        foreach (var (refusal, status) in ((Fault, int)[])[
            (CircleFaults.LimitReached(3), 402), (CircleFaults.TooManyCreated(10), 403), (CircleFaults.NotCreatedYet, 503)])
        {
            _grains.On<IMembershipsGrain>(nameof(IMembershipsGrain.CreateCircleAsync), (_, _) => refusal);
            var refused = await _endpoints.CallAsync("CreateCircle", body, "user-1", operation: "op1");
            (refused.Status, refused.Body.GetProperty("code").GetString()).ShouldBe((status, refusal.Code));
        }
        _grains.All("IMembershipsGrain.CreateCircleAsync").Select(c => c.Command<CreateOwnCircle>())
            .Select(c => (c.OperationId, c.CircleId)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Invalid_circle_names_every_field()
    {
        var (status, body) = await _endpoints.CallAsync(
            "CreateCircle",
            new { name = new string('x', 81), category = "Cooking", image = "x", color = "red",
            emoji = string.Concat(Enumerable.Repeat("🌅", 17)), tags = new[] { new string('t', 31) } }, "user-1");
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("name, category, description, image, color, emoji, tags");
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Circle_edit_distinguishes_set_cleared_and_absent_fields()
    {
        var (status, body) = await _endpoints.CallAsync(
            "EditCircle", new { name = "Owls", emoji = "", image = (string?)null }, "user-1", route: [Id]);
        status.ShouldBe(200);
        body.ShouldHave("message, circle").GetProperty("circle").ShouldHave(Shapes.Circle, "members, recent_activity");
        var edit = _grains.Only("ICircleGrain.EditAsync").Command<EditCircle>();
        (edit.EditorId, edit.ByStaff).ShouldBe(("user-1", false));
        edit.Profile.ShouldBe(new CircleProfileChange("Owls", Emoji: "", Image: ""));
        (await _endpoints.CallAsync("EditCircle", new { category = "" }, "user-1", route: [Id])).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("EditCircle", "EditAsync")]
    [InlineData("DeleteCircle", "DeleteAsync")]
    [InlineData("RemoveCircleMember", "RemoveMemberAsync")]
    [InlineData("LetInCircleMember", "ReadmitMemberAsync")]
    [InlineData("RemoveCircleActivity", "RemovePostAsync")]
    public async Task Moderation_says_whether_the_caller_is_staff(string name, string method)
    {
        foreach (var other in (string[])["DeleteAsync", "RemoveMemberAsync", "ReadmitMemberAsync", "RemovePostAsync"])
            _grains.On<ICircleGrain>(other, (_, _) => Done.Instance);
        foreach (var caller in (string[])["user-1", "user-root"])
            (await _endpoints.CallAsync(name, new { name = "Owls" }, caller, route:
                [Id, ("user_id", "user-2"), ("activity_id", Ids.NewAt("activity", Views.At, 1, "op"))])).Status.ShouldBe(200);
        _grains.All($"ICircleGrain.{method}").Select(call => (IModerationCommand)call.Arguments[0]!)
            .Select(command => (command.EditorId, command.ByStaff)).ShouldBe([("user-1", false), ("user-root", true)]);
    }

    [Fact]
    public async Task Post_is_trimmed_and_limited()
    {
        _grains.On<ICircleGrain>(nameof(ICircleGrain.PostAsync), (_, _) => Views.Activity(1));
        var (status, body) = await _endpoints.CallAsync(
            "PostToCircle", new { message = $" {new string('x', 4000)} " }, "user-1", route: [Id]);
        status.ShouldBe(201);
        body.ShouldHave("message, activity").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        _grains.Only("ICircleGrain.PostAsync").Command<PostToCircle>().Message.Length.ShouldBe(4000);
        foreach (var bad in (object[])["", "  ", new string('x', 4001), 7])
            (await _endpoints.CallAsync("PostToCircle", new { message = bad }, "user-1", route: [Id])).Status.ShouldBe(400);
    }

    [Fact]
    public async Task History_query_with_after_and_before_is_rejected()
    {
        _grains.On<ICircleGrain>(nameof(ICircleGrain.HistoryForAsync), (_, _) => Views.All(Views.Activity(6)));
        var (status, body) = await _endpoints.CallAsync("GetCircleActivity", caller: "user-1", query: "?after_seq=5&limit=7", route: [Id]);
        status.ShouldBe(200);
        body.ShouldHave("activities");
        _grains.Only("ICircleGrain.HistoryForAsync").Arguments.ShouldBe(["user-1", 5L, null, 7]);
        var both = await _endpoints.CallAsync("GetCircleActivity", caller: "user-1", query: "?after_seq=5&before_seq=9", route: [Id]);
        both.Status.ShouldBe(400);
        both.Body.GetProperty("errors").ShouldHave("before_seq");
    }

    [Fact]
    public async Task Activity_is_found_by_the_seq_in_its_id()
    {
        _grains.On<ICircleGrain>(nameof(ICircleGrain.RemovePostAsync), (_, _) => Done.Instance);
        var id = Ids.NewAt("activity", Views.At, 41, "op1");
        (await _endpoints.CallAsync("RemoveCircleActivity", caller: "user-1", route: [Id, ("activity_id", id)])).Status.ShouldBe(200);
        _grains.Only("ICircleGrain.RemovePostAsync").Command<RemovePost>().Seq.ShouldBe(41);
        (await _endpoints.CallAsync("RemoveCircleActivity", caller: "user-1", route: [Id, ("activity_id", "activity-41")]))
            .Body.GetProperty("code").GetString().ShouldBe("activity_not_found");
        (await _endpoints.CallAsync("RemoveCircleMember", caller: "user-1", route: [Id, ("user_id", "41")])).Body.GetProperty("code")
            .GetString().ShouldBe("member_not_found");
    }
}
