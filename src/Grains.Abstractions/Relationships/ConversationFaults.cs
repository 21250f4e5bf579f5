namespace XelaConnect.Relationships;

/// <summary>The refusals of conversations.</summary>
public static class ConversationFaults
{
    /// <summary>Only connected users may write to each other.</summary>
    public static readonly Fault NotConnected =
        new(FaultKind.Forbidden, "not_connected", "You can only write to people you are connected with.");
    /// <summary>The conversation does not exist or is not visible to the user.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "conversation_not_found", "Conversation not found.");
}
