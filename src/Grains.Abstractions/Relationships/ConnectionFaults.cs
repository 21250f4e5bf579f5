namespace XelaConnect.Relationships;

/// <summary>Every refusal of the connections slice.</summary>
public static class ConnectionFaults
{
    /// <summary>Nobody connects with themselves.</summary>
    public static readonly Fault Yourself = new(FaultKind.Invalid, "invalid_request", "The field user_id must be someone other than you.", "user_id");
    /// <summary>They are connected, or one has asked already.</summary>
    public static readonly Fault Exists = new(FaultKind.Conflict, "connection_exists", "You are connected already, or a request is waiting for an answer.");
    /// <summary>No such connection of this person's, or none they may answer.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "connection_not_found", "Connection not found.");
    /// <summary>The request was answered otherwise, or taken back.</summary>
    public static readonly Fault NotPending = new(FaultKind.Conflict, "connection_not_pending", "This request has been answered already.");
    /// <summary>The cursor is none of this list's.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");

    /// <summary>More requests to strangers than anyone means well.</summary>
    public static Fault TooManyRequests(int retryAfterSeconds) =>
        new(FaultKind.TooMany, "too_many_requests", "You have sent many connection requests today. Please try again later.", null, retryAfterSeconds);
}
