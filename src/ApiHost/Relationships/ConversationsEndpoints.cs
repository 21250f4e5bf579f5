namespace XelaConnect.ApiHost.Relationships;

internal static class ConversationsEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var messaging = routes.MapGroup("/api/messaging").WithTags("Conversations").RequireAuthorization();
        messaging.MapGet("/conversations", MessagingHandlers.ListAsync).WithName("ListConversations")
            .WithSummary("The caller's conversations, the one with the newest message first, each with its unread "
                + "count.")
            .WithQuery("cursor", RouteDocs.WholeLimit).Produces<ConversationsPageJson>();
        messaging.MapGet("/conversations/{user_id}", MessagingHandlers.OpenAsync).WithName("OpenConversation")
            .WithSummary("The conversation with a user and its newest messages; opened when it is new.")
            .Produces<ConversationResponseJson>().WithFaults(Status400BadRequest, Status403Forbidden);
        messaging.MapPost("/conversations/{user_id}/messages", MessagingHandlers.SendAsync).WithName("SendMessage")
            .WithSummary("Sends a message to a connected user. The response means that the message is stored.")
            .AcceptsBody(new MessageRequest("How was your walk?")).Produces<MessageSentJson>()
            .WithFaults(Status403Forbidden);
        messaging.MapPost("/conversations/{conversation_id}/read", MessagingHandlers.ReadAsync)
            .WithName("MarkConversationRead")
            .WithSummary("Marks everything up to a message, or all, as read; the mark never moves back.")
            .AcceptsOptionalBody(new ReadRequest(12)).Produces<ReadJson>();
        messaging.MapPost("/typing", MessagingHandlers.TypeAsync).WithName("SetTyping")
            .WithSummary("Starts or stops the typing indicator for a user; it expires after a few seconds.")
            .AcceptsBody(new TypingRequest(RouteDocs.SomeUser, IsTyping: true)).Produces<DoneJson>()
            .WithFaults(Status403Forbidden, Status404NotFound);
        messaging.MapGet("/typing/{user_id}", MessagingHandlers.IsTypingAsync).WithName("GetTyping")
            .WithSummary("Whether a user is typing to the caller.").Produces<TypingJson>()
            .WithFaults(Status400BadRequest);

        routes.MapGet("/api/conversations/{id}/messages", MessagingHandlers.HistoryAsync).WithTags("Conversations")
            .RequireAuthorization().WithName("GetMessages")
            .WithSummary("Messages, ascending by seq: the first after a seq, or the newest before one, or the newest.")
            .WithQuery("after_seq", "before_seq", RouteDocs.WholeLimit).Produces<MessagesJson>();
    }
}
