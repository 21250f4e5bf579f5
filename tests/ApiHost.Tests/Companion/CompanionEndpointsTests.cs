using System.Collections.Immutable;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Companion;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Companion;

public sealed class CompanionEndpointsTests : IDisposable
{
    private static readonly CompanionMessageView Asked = new("msg-1", 1, false, "Hello", Views.At);
    private static readonly CompanionMessageView Reply = new("msg-2", 2, true, "Hello you.", Views.At);

    private readonly FakeGrains grains = new();
    private readonly Endpoints endpoints;
    private object turn = new TurnView(Asked, "msg-2", Reply);

    public CompanionEndpointsTests()
    {
        endpoints = new Endpoints(grains);
        grains.On<ICompanionGrain>(nameof(ICompanionGrain.AskAsync), (_, _) => turn)
            .On<ICompanionGrain>(nameof(ICompanionGrain.GetAsync),
                (_, _) => new CompanionView(Views.At, Views.At, ["msg-4"], new QuotaView(10, 3, Views.At), HasModel: true))
            .On<ICompanionGrain>(nameof(ICompanionGrain.HistoryAsync), (_, _) => ImmutableArray.Create(Asked, Reply))
            .On<ICompanionGrain>(nameof(ICompanionGrain.HasReplyAsync), (_, _) => false)
            .On<ICompanionGrain>(nameof(ICompanionGrain.ReadAsync), (_, _) => new ReplyChunk("r", 0, "Hello you.", Reply))
            .On<ICompanionGrain>(
                nameof(ICompanionGrain.SetMemoryAsync),
                (_, arguments) => new MemoryView(((SetMemory)arguments[0]!).Text, Views.At));
    }

    public void Dispose() => endpoints.Dispose();

    [Fact]
    public async Task Conversation_shows_the_remaining_daily_quota()
    {
        var (status, body) = await endpoints.CallAsync("GetXelaTalks", caller: "user-1", query: "?before_seq=9&limit=2");
        status.ShouldBe(200);
        var conversation = body.GetProperty("conversation")
            .ShouldHave("id, type, user_id, with_user_id, messages, last_message_at, created_at");
        (conversation.GetProperty("type").GetString(), conversation.GetProperty("user_id").GetString()).ShouldBe(("ai", "user-1"));
        foreach (var message in conversation.GetProperty("messages").EnumerateArray()) message.ShouldHave(Shapes.Message);
        conversation.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("sender_id").GetString())
            .ShouldBe(["user-1", "xela-ai"]);
        (body.GetProperty("quota").GetProperty("remaining").GetInt32(), body.GetProperty("answering")[0].GetString())
            .ShouldBe((7, "msg-4"));
        grains.Only("ICompanionGrain.HistoryAsync").Arguments.ShouldBe([null, 9L, 2]);
    }

    [Fact]
    public async Task Conversation_before_the_first_message_has_both_times()
    {
        grains.On<ICompanionGrain>(nameof(ICompanionGrain.GetAsync),
                (_, _) => new CompanionView(Views.At, null, [], new QuotaView(10, 0, Views.At), HasModel: true))
            .On<ICompanionGrain>(nameof(ICompanionGrain.HistoryAsync), (_, _) => ImmutableArray<CompanionMessageView>.Empty);
        var (_, body) = await endpoints.CallAsync("GetXelaTalks", caller: "user-1");
        var conversation = body.GetProperty("conversation");
        conversation.GetProperty("with_user_id").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        foreach (var time in (string[])["created_at", "last_message_at"])
            conversation.GetProperty(time).GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        grains.Only("ICompanionGrain.HistoryAsync").Arguments.ShouldBe([null, null, 100]);
    }

    [Fact]
    public async Task Message_is_trimmed_and_sent_to_the_companion_once()
    {
        var (status, body) = await endpoints.CallAsync("AskXela", new { message = "  Hello " }, "user-1", operation: "op-1");
        status.ShouldBe(200);
        body.ShouldHave("message, ai_message, user_message");
        body.GetProperty("ai_message").ShouldHave(Shapes.Message).GetProperty("content").GetString().ShouldBe("Hello you.");
        var ask = grains.Only("ICompanionGrain.AskAsync").Command<AskXela>();
        (ask.OperationId, ask.Text, ask.OverLimit).ShouldBe(("op-1", "Hello", false));
    }

    [Fact]
    public async Task Running_reply_is_awaited()
    {
        turn = new TurnView(Asked, "msg-2", null);
        var (status, body) = await endpoints.CallAsync("AskXela", new { message = "Hello" }, "user-1");
        (status, body.GetProperty("ai_message").GetProperty("content").GetString()).ShouldBe((200, "Hello you."));
        grains.Only("ICompanionGrain.ReadAsync").Arguments.ShouldBe(["msg-2", null, 0, true]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\0b")]
    public async Task Invalid_message_names_the_field_without_a_grain_call(string message)
    {
        foreach (var text in (string[])[message, new string('x', 4001)])
        {
            var (status, body) = await endpoints.CallAsync("AskXela", new { message = text }, "user-1");
            status.ShouldBe(400);
            body.GetProperty("errors").ShouldHave("message");
        }
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusal_is_mapped_to_its_status()
    {
        foreach (var (fault, expected) in (IEnumerable<(Fault, int)>)[
            (CompanionFaults.QuotaSpent, 402), (CompanionFaults.Busy, 429), (CompanionFaults.Reused, 409)])
        {
            turn = fault;
            var (status, body) = await endpoints.CallAsync("AskXela", new { message = "Hello" }, "user-1");
            (status, body.GetProperty("code").GetString()).ShouldBe((expected, fault.Code));
        }
    }

    [Fact]
    public async Task Reply_of_another_conversation_is_not_found()
    {
        var (status, body) = await endpoints.CallAsync("FollowXela", caller: "user-1", route: ("message_id", "msg-2"));
        (status, body.GetProperty("code").GetString()).ShouldBe((404, "answer_not_found"));
        grains.Only("ICompanionGrain.HasReplyAsync").Key.ShouldBe("user-1");
    }

    [Fact]
    public async Task Memory_is_cleared_by_an_explicit_null()
    {
        (await endpoints.CallAsync("SetXelaMemory", new { memory = (string?)null }, "user-1")).Status.ShouldBe(200);
        grains.Only("ICompanionGrain.SetMemoryAsync").Command<SetMemory>().Text.ShouldBe("");
        (await endpoints.CallAsync("SetXelaMemory", new { other = 1 }, "user-1"))
            .Body.GetProperty("errors").ShouldHave("memory");
    }
}
