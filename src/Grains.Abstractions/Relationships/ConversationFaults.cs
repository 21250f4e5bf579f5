namespace XelaConnect.Relationships;

/// <summary>Every refusal of the conversations slice.</summary>
public static class ConversationFaults
{
    /// <summary>Only the connected may write to each other.</summary>
    public static readonly Fault NotConnected = new(FaultKind.Forbidden, "not_connected", "You can only write to people you are connected with.");
    /// <summary>No such conversation of this person's.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "conversation_not_found", "Conversation not found.");
    /// <summary>The cursor is none of this list's.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");
}
