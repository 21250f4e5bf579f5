namespace XelaConnect.ApiHost.Relationships;

internal static class MessagingHandlers
{
    /// <summary>Of a conversation in a list: its unread messages, and the last one.</summary>
    private const int NewestListed = 20;

    public static async Task<IResult> ListAsync(QueryInput query, CurrentUser caller, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;

        var listed = await grains.Inbox(caller.UserId).ListAsync(cursor, limit);
        if (!listed.IsOk) return Refuse(listed.Fault);
        var page = listed.Value;
        var ids = page.Conversations.Select(c => c.OtherId).ToImmutableArray();
        var (reading, others) = (NewestAsync(grains, caller.UserId, page.Conversations),
            await PublicProfiles.GetAsync(grains, caller.UserId, ids));
        var newest = await reading;
        var conversations = page.Conversations
            .Select((c, i) => ConversationJson.Of(c, caller.UserId, newest[i], others[i]));
        return TypedResults.Ok(new ConversationsPageJson([.. conversations], page.Unread, page.NextCursor));
    }

    /// <summary>The inbox holds the last message; only a conversation with other unread ones is asked.</summary>
    private static Task<ImmutableArray<MessageView>[]> NewestAsync(
        IGrainFactory grains, string viewerId, ImmutableArray<ConversationView> conversations) =>
        Task.WhenAll(conversations.Select(c =>
            c.LastMessage is not { } last ? Task.FromResult<ImmutableArray<MessageView>>([])
            : c.Unread <= (last.SenderId == viewerId ? 0 : 1) ? Task.FromResult<ImmutableArray<MessageView>>([last])
            : grains.Conversation(Pair.Of(viewerId, c.OtherId).Key).NewestAsync(viewerId, NewestListed)));

    public static async Task<IResult> OpenAsync(
        HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var opened = await CallAsync(grains, caller.UserId, userId,
            conversation => conversation.OpenWithMessagesAsync(
                new(Operation.Of(http), caller.UserId), Limits.MaxPageSize));
        if (!opened.IsOk) return Refuse(opened.Fault);
        var other = (await PublicProfiles.GetAsync(grains, caller.UserId, [userId]))[0];
        var (view, messages) = opened.Value;
        var conversation = ConversationJson.Of(view, caller.UserId, messages, other);
        return TypedResults.Ok(new ConversationResponseJson(conversation, other));
    }

    public static async Task<IResult> SendAsync(
        HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var message = input.Text("message", TextRule.Message);
        if (input.Refusal is { } refusal) return refusal;
        var sent = await SendToAsync(grains, Operation.Of(http), caller.UserId, userId, message);
        return Ok(sent, view => new MessageSentJson(MessageJson.Of(view)));
    }

    public static Task<Outcome<MessageView>> SendToAsync(
        IGrainFactory grains, string operation, string senderId, string? userId, string message) =>
        CallAsync(grains, senderId, userId, conversation => conversation.SendAsync(new(operation, senderId, message)));

    public static async Task<IResult> ReadAsync(
        HttpContext http, [FromRoute(Name = "conversation_id")] string conversationId, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadIfAnyAsync(http);
        var upTo = input.OptionalSeq("up_to_seq");
        if (input.Refusal is { } refusal) return refusal;
        var marked = await MarkReadAsync(grains, caller.UserId, conversationId, upTo);
        return Ok(marked, mark => new ReadJson("Messages marked as read", mark.ConversationId, mark.UpToSeq));
    }

    /// <summary>Marks everything up to a message as read; null marks all messages.</summary>
    public static async Task<Outcome<MarkView>> MarkReadAsync(
        IGrainFactory grains, string callerId, string? conversationId, long? upTo) =>
        Pair.TryOfConversation(conversationId ?? "", callerId, out var pair)
            ? await grains.Conversation(pair.Key).MarkReadAsync(callerId, upTo) : ConversationFaults.Unknown;

    public static async Task<IResult> HistoryAsync(
        QueryInput query, string id, CurrentUser caller, IGrainFactory grains)
    {
        var (after, before, limit) = query.History(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;
        if (!Pair.TryOfConversation(id, caller.UserId, out var pair)) return Refuse(ConversationFaults.Unknown);
        var history = await grains.Conversation(pair.Key).HistoryAsync(caller.UserId, after, before, limit);
        return Ok(history, messages => new MessagesJson(MessageJson.Of(messages)));
    }

    public static async Task<IResult> TypeAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", TextRule.ForeignUserId);
        var isTyping = input.OptionalFlag("is_typing") ?? true;
        if (input.Refusal is { } refusal) return refusal;
        return Ok(await TypeToAsync(grains, caller.UserId, userId, isTyping), "Typing status updated");
    }

    public static Task<Outcome<Done>> TypeToAsync(
        IGrainFactory grains, string callerId, string? userId, bool isTyping) =>
        CallAsync(grains, callerId, userId, conversation => conversation.TypeAsync(callerId, isTyping));

    /// <summary>Calls the conversation of two users; refuses a user id that addresses nobody else.</summary>
    private static async Task<Outcome<T>> CallAsync<T>(
        IGrainFactory grains, string callerId, string? userId, Func<IConversationGrain, Task<Outcome<T>>> call)
    {
        var pair = Pair.Between(callerId, userId);
        return pair.IsOk ? await call(grains.Conversation(pair.Value.Key)) : pair.Fault;
    }

    public static async Task<IResult> IsTypingAsync(
        [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var pair = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (!pair.IsOk) return Refuse(pair.Fault);
        var isTyping = await grains.Conversation(pair.Value.Key).IsOtherTypingAsync(caller.UserId);
        return TypedResults.Ok(new TypingJson(userId, isTyping));
    }
}
