using Microsoft.AspNetCore.Mvc;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Profiles;
using XelaConnect.Relationships;

namespace XelaConnect.ApiHost.Relationships;

/// <summary>Talking one to one: the inbox, messages, read marks, typing.</summary>
internal static class MessagingHandlers
{
    /// <summary>How many messages an opened conversation comes with.</summary>
    private const int NewestShown = 50;

    private static readonly TextRule Message = TextRule.Prose(Limits.Message);
    private static readonly TextRule UserId = new(Limits.ForeignUserId);

    public static async Task<IResult> ListAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;

        var listed = await grains.Inbox(caller.UserId).ListAsync(cursor, limit);
        if (!listed.IsOk) return OutcomeResults.Refuse(listed.Fault);
        var page = listed.Value;
        var others = await PublicProfiles.GetAsync(grains, caller.UserId, [.. page.Conversations.Select(c => c.OtherId)]);
        return TypedResults.Ok(new ConversationsPageJson(
            [.. page.Conversations.Select((c, i) => ConversationJson.Of(c, caller.UserId, others[i]))], page.Unread, page.NextCursor));
    }

    public static async Task<IResult> OpenAsync(HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var (pair, refusal) = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (refusal is not null) return OutcomeResults.Refuse(refusal);
        var conversation = grains.Conversation(pair.Key);
        var opened = await conversation.OpenAsync(new(Operation.Of(http), caller.UserId));
        if (!opened.IsOk) return OutcomeResults.Refuse(opened.Fault);
        var history = await conversation.HistoryAsync(caller.UserId, null, null, NewestShown);
        if (!history.IsOk) return OutcomeResults.Refuse(history.Fault);
        var relation = await grains.Contacts(caller.UserId).RelationAsync(userId);
        var other = await PublicProfiles.GetAsync(grains, userId, relation.IsConnected);
        return TypedResults.Ok(new ConversationAnswerJson(
            new OpenConversationJson(ConversationJson.Of(opened.Value, caller.UserId, other), MessageJson.Of(history.Value)), other));
    }

    public static async Task<IResult> SendAsync(HttpContext http, [FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var message = input.Text("message", Message);
        if (input.Refusal is { } invalid) return invalid;
        var sent = await SendToAsync(grains, Operation.Of(http), caller.UserId, userId, message);
        return OutcomeResults.Of(sent, view => TypedResults.Ok(new MessageSentJson(MessageJson.Of(view))));
    }

    /// <summary>Sends to somebody.</summary>
    public static Task<Outcome<MessageView>> SendToAsync(IGrainFactory grains, string operation, string senderId, string? userId, string message) =>
        AskAsync(grains, senderId, userId, conversation => conversation.SendAsync(new(operation, senderId, message)));

    public static async Task<IResult> ReadAsync(
        HttpContext http, [FromRoute(Name = "conversation_id")] string conversationId, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadIfAnyAsync(http);
        var upTo = input.OptionalSeq("up_to_seq");
        if (input.Refusal is { } refusal) return refusal;
        if (!Pair.TryOfConversation(conversationId, caller.UserId, out var pair)) return OutcomeResults.Refuse(ConversationFaults.Unknown);
        var marked = await grains.Conversation(pair.Key).MarkReadAsync(caller.UserId, upTo);
        return OutcomeResults.Of(marked, mark => TypedResults.Ok(new ReadJson("Messages marked as read", mark.ConversationId, mark.UpToSeq)));
    }

    public static async Task<IResult> HistoryAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var (after, before, limit) = query.History();
        if (query.Refusal is { } refusal) return refusal;
        if (!Pair.TryOfConversation(id, caller.UserId, out var pair)) return OutcomeResults.Refuse(ConversationFaults.Unknown);
        var history = await grains.Conversation(pair.Key).HistoryAsync(caller.UserId, after, before, limit);
        return OutcomeResults.Of(history, messages => TypedResults.Ok(new MessagesJson(MessageJson.Of(messages))));
    }

    public static async Task<IResult> TypeAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var userId = input.Text("user_id", UserId);
        var isTyping = input.Flag("is_typing");
        if (input.Refusal is { } refusal) return refusal;
        var typed = await TypeToAsync(grains, caller.UserId, userId, isTyping);
        return OutcomeResults.Of(typed, _ => TypedResults.Ok(new DoneJson("Typing status updated")));
    }

    /// <summary>Tells somebody that one types, or has stopped.</summary>
    public static Task<Outcome<Done>> TypeToAsync(IGrainFactory grains, string callerId, string? userId, bool isTyping) =>
        AskAsync(grains, callerId, userId, conversation => conversation.TypeAsync(callerId, isTyping));

    /// <summary>Asks the conversation with somebody. It says no to strangers by itself; whether there is such a person is only asked then.</summary>
    private static async Task<Outcome<T>> AskAsync<T>(IGrainFactory grains, string callerId, string? userId, Func<IConversationGrain, Task<Outcome<T>>> ask)
    {
        if (callerId == userId) return ConnectionFaults.Yourself;
        if (!Pair.TryOf(callerId, userId, out var pair)) return AccountFaults.UnknownUser;
        var answer = await ask(grains.Conversation(pair.Key));
        return answer.IsOk || await PublicProfiles.FindAsync(grains, userId) is not null ? answer : AccountFaults.UnknownUser;
    }

    public static async Task<IResult> IsTypingAsync([FromRoute(Name = "user_id")] string userId, CurrentUser caller, IGrainFactory grains)
    {
        var (pair, refusal) = await PublicProfiles.PairWithAsync(grains, caller.UserId, userId);
        if (refusal is not null) return OutcomeResults.Refuse(refusal);
        return TypedResults.Ok(new TypingJson(userId, await grains.Conversation(pair.Key).IsOtherTypingAsync(caller.UserId)));
    }
}
