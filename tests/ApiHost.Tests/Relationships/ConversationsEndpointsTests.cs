using System.Text;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Presence;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Relationships;

public sealed class ConversationsEndpointsTests : IDisposable
{
    private static readonly Pair Two = Pair.Of("user-1", "user-2");
    private static readonly (string, string) WithBo = ("user_id", "user-2");
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public ConversationsEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => key == "user-9" ? null : Views.User(key))
            .On<IPresenceGrain>(nameof(IPresenceGrain.GetAsync), (_, _) => new PresenceView(PresenceStatuses.Online, Views.At))
            .On<IContactsGrain>(nameof(IContactsGrain.ConnectedAmongAsync), (_, _) => Views.All("user-2"))
            .On<IConversationGrain>(nameof(IConversationGrain.OpenWithMessagesAsync), (_, _) => new OpenConversationView(
                Views.Conversation(), Views.All(Views.Message(1), Views.Message(2, "user-1"))))
            .On<IConversationGrain>(
                nameof(IConversationGrain.HistoryAsync), (_, _) => Views.All(Views.Message(1), Views.Message(2, "user-1")))
            .On<IConversationGrain>(
                nameof(IConversationGrain.SendAsync), (_, arguments) => Views.Message(4, "user-1", ((SendMessage)arguments[0]!).Content))
            .On<IConversationGrain>(nameof(IConversationGrain.MarkReadAsync), (_, _) => new MarkView(Two.ConversationId, "user-1", 3))
            .On<IConversationGrain>(nameof(IConversationGrain.TypeAsync), (_, _) => Done.Instance)
            .On<IConversationGrain>(nameof(IConversationGrain.IsOtherTypingAsync), (_, _) => true);
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Inbox_lists_other_user_messages_and_unread_count()
    {
        _grains.On<IConversationGrain>(nameof(IConversationGrain.NewestAsync), (_, _) => Views.All(Views.Message(2), Views.Message(3)));
        _grains.On<IInboxGrain>(nameof(IInboxGrain.ListAsync),
            (_, _) => new InboxPage([Views.Conversation(), Views.Conversation(other: "user-3", lastSeq: 0, unread: 0)], "next", 9));
        var (status, body) = await _endpoints.CallAsync("ListConversations", caller: "user-1", query: "?cursor=abc&limit=2");
        status.ShouldBe(200);
        body.ShouldHave("conversations, unread_count, next_cursor");
        body.GetProperty("unread_count").GetInt64().ShouldBe(9);
        body.GetProperty("next_cursor").GetString().ShouldBe("next");
        var first = body.GetProperty("conversations")[0].ShouldHave(Shapes.Conversation);
        first.GetProperty("id").GetString().ShouldBe("conversation-1--2");
        first.GetProperty("type").GetString().ShouldBe("user_to_user");
        first.GetProperty("user_id").GetString().ShouldBe("user-1");
        first.GetProperty("with_user_id").GetString().ShouldBe("user-2");
        first.GetProperty("unread_count").GetInt64().ShouldBe(2);
        first.GetProperty("last_message_at").GetString().ShouldBe("2026-03-04T03:06:10.089Z");
        first.GetProperty("last_message").ShouldHave(Shapes.Message).GetProperty("seq").GetInt64().ShouldBe(3);
        first.GetProperty("messages").EnumerateArray().Select(m => m.ShouldHave(Shapes.Message).GetProperty("seq").GetInt64())
            .ShouldBe([2, 3]);
        _grains.Only("IConversationGrain.NewestAsync").Arguments.ShouldBe(["user-1", 20]);
        first.GetProperty("other_user").ShouldHave(Shapes.PublicUser).GetProperty("online").GetBoolean().ShouldBeTrue();
        var empty = body.GetProperty("conversations")[1];
        empty.GetProperty("last_message").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        empty.GetProperty("messages").GetArrayLength().ShouldBe(0);
        empty.GetProperty("last_message_at").GetString().ShouldBe(empty.GetProperty("created_at").GetString());
        empty.GetProperty("other_user").GetProperty("online").GetBoolean().ShouldBeFalse("with user-3 the caller is connected no longer");
        _grains.Only("IInboxGrain.ListAsync").Arguments.ShouldBe(["abc", 2]);
    }

    [Theory]
    [InlineData(1, "user-2", 0)]
    [InlineData(0, "user-1", 0)]
    [InlineData(1, "user-1", 1)]
    [InlineData(2, "user-2", 1)]
    public async Task Only_a_conversation_with_several_unread_messages_is_asked(long unread, string last, int calls)
    {
        _grains.On<IConversationGrain>(nameof(IConversationGrain.NewestAsync), (_, _) => Views.All(Views.Message(2), Views.Message(3)));
        var view = Views.Conversation(unread: unread) with { LastMessage = Views.Message(3, last) };
        _grains.On<IInboxGrain>(nameof(IInboxGrain.ListAsync), (_, _) => new InboxPage([view], null, unread));
        var (_, body) = await _endpoints.CallAsync("ListConversations", caller: "user-1");
        body.GetProperty("conversations")[0].GetProperty("messages").GetArrayLength().ShouldBe(1 + calls);
        _grains.All("IConversationGrain.NewestAsync").Count.ShouldBe(calls);
        // One for the inbox, one for the connections, one for the profile and one for the presence of the other user.
        _grains.Called.Count.ShouldBe(4 + calls);
        _grains.Only("IInboxGrain.ListAsync").Arguments.ShouldBe([null, 100]);
    }

    [Fact]
    public async Task Typing_without_a_flag_starts_it()
    {
        foreach (var body in (object[])[new { user_id = "user-2" }, new { user_id = "user-2", is_typing = (bool?)null }])
            (await _endpoints.CallAsync("SetTyping", body, "user-1")).Status.ShouldBe(200);
        _grains.All("IConversationGrain.TypeAsync").ShouldAllBe(call => call.Arguments.SequenceEqual(new object?[] { "user-1", true }));
    }

    [Fact]
    public async Task Opened_conversation_has_messages_and_other_user()
    {
        var (status, body) = await _endpoints.CallAsync("OpenConversation", caller: "user-1", operation: "op1", route: WithBo);
        status.ShouldBe(200);
        var conversation = body.ShouldHave("conversation, other_user").GetProperty("conversation")
            .ShouldHave(Shapes.Conversation);
        body.GetProperty("other_user").ShouldHave(Shapes.PublicUser);
        foreach (var message in conversation.GetProperty("messages").EnumerateArray()) message.ShouldHave(Shapes.Message);
        var call = _grains.Only("IConversationGrain.OpenWithMessagesAsync");
        call.Key.ShouldBe(Two.Key);
        call.Arguments.ShouldBe([new OpenConversation("op1", "user-1"), 100]);
    }

    [Fact]
    public async Task Conversation_with_stranger_is_not_opened()
    {
        _grains.On<IConversationGrain>(nameof(IConversationGrain.OpenWithMessagesAsync), (_, _) => ConversationFaults.NotConnected);
        var (status, body) = await _endpoints.CallAsync("OpenConversation", caller: "user-1", route: WithBo);
        status.ShouldBe(403);
        body.GetProperty("code").GetString().ShouldBe("not_connected");
    }

    [Fact]
    public async Task Message_is_trimmed_and_limited()
    {
        var (status, body) = await _endpoints.CallAsync(
            "SendMessage", new { message = $" {new string('x', 4000)} " }, "user-1", operation: "op1", route: WithBo);
        status.ShouldBe(200);
        var message = body.ShouldHave("message").GetProperty("message").ShouldHave(Shapes.Message);
        message.GetProperty("message_id").GetString().ShouldBe(Views.Message(4).Id);
        message.GetProperty("is_ai").GetBoolean().ShouldBeFalse();
        message.GetProperty("read").GetBoolean().ShouldBeFalse();
        message.GetProperty("delivered").GetBoolean().ShouldBeTrue();
        var sent = _grains.Only("IConversationGrain.SendAsync");
        sent.Key.ShouldBe(Two.Key);
        sent.Command<SendMessage>().ShouldBe(new SendMessage("op1", "user-1", new string('x', 4000)));
        foreach (var bad in (object?[])[null, "", "  ", new string('x', 4001), 7])
        {
            var refused = await _endpoints.CallAsync("SendMessage", new { message = bad }, "user-1", route: WithBo);
            refused.Status.ShouldBe(400);
            refused.Body.GetProperty("errors").ShouldHave("message");
        }
        foreach (var bad in (string[])["""{"message":"a\u0000b"}""", """{"message":"\ud800"}"""])
            (await _endpoints.CallAsync("SendMessage", Encoding.UTF8.GetBytes(bad), "user-1", route: WithBo)).Status.ShouldBe(400);
        _grains.All("IConversationGrain.SendAsync").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Refused_message_is_returned()
    {
        foreach (var (fault, status) in ((Fault, int)[])[(ConversationFaults.NotConnected, 403), (AccountFaults.UnknownUser, 404)])
        {
            _grains.On<IConversationGrain>(nameof(IConversationGrain.SendAsync), (_, _) => fault)
                .On<IConversationGrain>(nameof(IConversationGrain.TypeAsync), (_, _) => fault);
            var sent = await _endpoints.CallAsync("SendMessage", new { message = "hi" }, "user-1", route: WithBo);
            (sent.Status, sent.Body.GetProperty("code").GetString()).ShouldBe((status, fault.Code));
            var typed = await _endpoints.CallAsync("SetTyping", new { user_id = "user-2", is_typing = true }, "user-1");
            (typed.Status, typed.Body.GetProperty("code").GetString()).ShouldBe((status, fault.Code));
        }
    }

    [Theory]
    [InlineData("OpenConversation")]
    [InlineData("SendMessage")]
    [InlineData("GetTyping")]
    public async Task Malformed_user_id_is_a_404_without_a_grain_call(string name)
    {
        foreach (var (who, status) in ((string, int)[])[("bo", 404), ("user-1--2", 404), ("user-1", 400)])
        {
            var body = name == "SendMessage" ? new { message = "hi" } : null;
            (await _endpoints.CallAsync(name, body, caller: "user-1", route: ("user_id", who))).Status.ShouldBe(status, who);
        }
        _grains.Called.ShouldBeEmpty();
        if (name == "GetTyping")
            (await _endpoints.CallAsync(name, caller: "user-1", route: ("user_id", "user-9"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Read_mark_goes_to_the_given_seq_or_the_end()
    {
        foreach (var (body, upTo) in ((object?, long?)[])[
            (null, null), (new { }, null), (new { up_to_seq = 3 }, 3L), (new { up_to_seq = (int?)null }, null)])
        {
            using var asked = new ConversationsEndpointsTests();
            var (status, answer) = await asked._endpoints.CallAsync(
                "MarkConversationRead", body, "user-1", operation: "op1", route: ("conversation_id", Two.ConversationId));
            status.ShouldBe(200);
            answer.ShouldHave("message, conversation_id, up_to_seq").GetProperty("up_to_seq").GetInt64().ShouldBe(3);
            asked._grains.Only("IConversationGrain.MarkReadAsync").Arguments.ShouldBe(["user-1", upTo]);
        }
        foreach (var bad in (object[])[-1, "x", 1.5, true])
        {
            var (status, answer) = await _endpoints.CallAsync(
                "MarkConversationRead", new { up_to_seq = bad }, "user-1", route: ("conversation_id", Two.ConversationId));
            status.ShouldBe(400, $"{bad}");
            answer.GetProperty("errors").ShouldHave("up_to_seq");
        }
    }

    [Fact]
    public async Task Conversation_of_others_is_the_same_404_as_an_unknown_one()
    {
        foreach (var id in (string[])[
            "conversation-2--3", "conversation-2--1", "conversation-1", "connection-1--2", "1--2", "conversation-", "conversation-1--2--3"])
        {
            foreach (var (name, parameter) in ((string, string)[])[("MarkConversationRead", "conversation_id"), ("GetMessages", "id")])
            {
                var (status, body) = await _endpoints.CallAsync(name, caller: "user-1", route: (parameter, id));
                status.ShouldBe(404, id);
                body.GetProperty("code").GetString().ShouldBe("conversation_not_found");
            }
        }
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task History_query_with_after_and_before_is_rejected()
    {
        foreach (var (query, after, before, limit) in ((string, long?, long?, int)[])[
            ("", null, null, 100), ("?after_seq=5&limit=7", 5L, null, 7), ("?before_seq=9", null, 9L, 100)])
        {
            using var asked = new ConversationsEndpointsTests();
            var (status, body) = await asked._endpoints.CallAsync(
                "GetMessages", caller: "user-1", query: query, route: ("id", Two.ConversationId));
            status.ShouldBe(200);
            foreach (var message in body.ShouldHave("messages").GetProperty("messages").EnumerateArray())
                message.ShouldHave(Shapes.Message);
            asked._grains.Only("IConversationGrain.HistoryAsync").Arguments.ShouldBe(["user-1", after, before, limit]);
        }
        foreach (var (query, field) in ((string, string)[])[
            ("?after_seq=5&before_seq=9", "before_seq"), ("?after_seq=-1", "after_seq"), ("?before_seq=x", "before_seq"),
            ("?limit=101", "limit")])
        {
            var (status, body) = await _endpoints.CallAsync(
                "GetMessages", caller: "user-1", query: query, route: ("id", Two.ConversationId));
            status.ShouldBe(400);
            body.GetProperty("errors").ShouldHave(field);
        }
    }

    [Fact]
    public async Task History_hidden_by_the_grain_is_a_404()
    {
        _grains.On<IConversationGrain>(nameof(IConversationGrain.HistoryAsync), (_, _) => ConversationFaults.Unknown)
            .On<IConversationGrain>(nameof(IConversationGrain.MarkReadAsync), (_, _) => ConversationFaults.Unknown);
        (await _endpoints.CallAsync("GetMessages", caller: "user-1", route: ("id", Two.ConversationId))).Status.ShouldBe(404);
        (await _endpoints.CallAsync("MarkConversationRead", caller: "user-1", route: ("conversation_id", Two.ConversationId)))
            .Status.ShouldBe(404);
    }

    [Fact]
    public async Task Typing_is_set_and_read()
    {
        var (status, body) = await _endpoints.CallAsync("SetTyping", new { user_id = "user-2", is_typing = false }, "user-1");
        status.ShouldBe(200);
        body.ShouldHave("message");
        _grains.Only("IConversationGrain.TypeAsync").Arguments.ShouldBe(["user-1", false]);
        var seen = await _endpoints.CallAsync("GetTyping", caller: "user-1", route: WithBo);
        seen.Status.ShouldBe(200);
        seen.Body.ShouldHave("user_id, is_typing").GetProperty("is_typing").GetBoolean().ShouldBeTrue();
        foreach (var (bad, field) in ((object, string)[])[
            (new { user_id = "user-2", is_typing = "yes" }, "is_typing"),
            (new { is_typing = true }, "user_id")])
        {
            var refused = await _endpoints.CallAsync("SetTyping", bad, "user-1");
            refused.Status.ShouldBe(400);
            refused.Body.GetProperty("errors").ShouldHave(field);
        }
    }
}
