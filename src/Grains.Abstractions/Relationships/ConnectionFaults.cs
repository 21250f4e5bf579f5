namespace XelaConnect.Relationships;

/// <summary>The refusals of connections.</summary>
public static class ConnectionFaults
{
    /// <summary>Users cannot connect with themselves.</summary>
    public static readonly Fault Yourself =
        new(FaultKind.Invalid, "invalid_request", "The field user_id must be someone other than you.", "user_id");
    /// <summary>The users are connected, or a request is pending.</summary>
    public static readonly Fault Exists =
        new(FaultKind.Conflict, "connection_exists", "You are connected already, or a request is waiting for an answer.");
    /// <summary>The connection does not exist, or the user may not change it.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "connection_not_found", "Connection not found.");
    /// <summary>The request was accepted, declined or withdrawn before.</summary>
    public static readonly Fault NotPending =
        new(FaultKind.Conflict, "connection_not_pending", "This request has been answered already.");
    /// <summary>The daily quota of people whose address is not verified is used up.</summary>
    public static readonly Fault EmailNotVerified = new(FaultKind.Forbidden, "email_not_verified",
        "Confirm your email address to ask more people today.");
    /// <summary>The daily quota of requests is used up.</summary>
    public static Fault TooManyRequests(int retryAfterSeconds) =>
        new(FaultKind.TooMany, "too_many_requests", "You have sent many connection requests today. Please try again later.", null,
            retryAfterSeconds);
}

/// <summary>The refusals of conversations.</summary>
public static class ConversationFaults
{
    /// <summary>Only connected users may write to each other.</summary>
    public static readonly Fault NotConnected =
        new(FaultKind.Forbidden, "not_connected", "You can only write to people you are connected with.");
    /// <summary>Only connected users may call each other.</summary>
    public static readonly Fault NoCall =
        new(FaultKind.Forbidden, "not_connected", "You can only call people you are connected with.");
    /// <summary>The conversation does not exist or is not visible to the user.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "conversation_not_found", "Conversation not found.");
}
