namespace XelaConnect.Accounts;

/// <summary>Every refusal of the accounts slice.</summary>
public static class AccountFaults
{
    /// <summary>The address has an account.</summary>
    public static readonly Fault EmailTaken = new(FaultKind.Conflict, "email_taken", "This email already has an account.", "email");
    /// <summary>The name could be taken for one of the service's own.</summary>
    public static readonly Fault NameReserved = new(FaultKind.Invalid, "name_reserved", "The field name must not look like a name of XelaConnect or its staff.", "name");
    /// <summary>Wrong address or wrong password; never says which.</summary>
    public static readonly Fault InvalidCredentials = new(FaultKind.Unauthenticated, "invalid_credentials", "Email or password is wrong.");
    /// <summary>The current password given is wrong.</summary>
    public static readonly Fault WrongPassword = new(FaultKind.Forbidden, "wrong_password", "The field current_password is not your password.", "current_password");
    /// <summary>No session, or not a live one.</summary>
    public static readonly Fault NoSession = new(FaultKind.Unauthenticated, "unauthenticated", "Sign in to do this.");
    /// <summary>No such session of this person.</summary>
    public static readonly Fault UnknownSession = new(FaultKind.NotFound, "session_not_found", "Session not found.");
    /// <summary>No such person.</summary>
    public static readonly Fault UnknownUser = new(FaultKind.NotFound, "user_not_found", "User not found.");
    /// <summary>No time zone has that name.</summary>
    public static readonly Fault UnknownTimeZone = new(FaultKind.Invalid, "invalid_request", "The field time_zone must be the name of a time zone, like Europe/Lisbon.", "time_zone");
    /// <summary>Guests may not do this.</summary>
    public static readonly Fault MembersOnly = new(FaultKind.Forbidden, "members_only", "Create an account to do this.");
    /// <summary>Only a guest can become a member.</summary>
    public static readonly Fault NotAGuest = new(FaultKind.Conflict, "not_a_guest", "This account is a full account already.");
    /// <summary>A guest, or someone who signs in with Google, has no password.</summary>
    public static readonly Fault NoPassword = new(FaultKind.Conflict, "no_password", "This account has no password to change.");
    /// <summary>The identity provider does not know the session.</summary>
    public static readonly Fault GoogleRejected = new(FaultKind.Unauthenticated, "google_rejected", "Google sign-in was not accepted. Please try again.");
    /// <summary>The identity provider is down or slow.</summary>
    public static readonly Fault GoogleUnavailable = new(FaultKind.Unavailable, "google_unavailable", "Google sign-in is not reachable right now. Please try again in a moment.", null, 5);
    /// <summary>This server has no identity provider.</summary>
    public static readonly Fault GoogleNotConfigured = new(FaultKind.Unavailable, "not_configured", "Google sign-in is not set up on this server.", null, 3600);
    /// <summary>More sign-ins are waiting for a password check than make sense.</summary>
    public static readonly Fault Busy = new(FaultKind.TooMany, "busy", "Too many people are signing in right now. Please try again in a moment.", null, 2);

    /// <summary>The password's hash was made by a scheme that this build of the server does not have. Nothing is known of the password, so it is not called wrong.</summary>
    public static readonly Fault PasswordNotCheckable = new(FaultKind.Unavailable, "password_not_checkable", "This server cannot check this account's password. Sign in with Google, or ask the operator to start the full build.");

    /// <summary>The account was removed by an admin.</summary>
    public static readonly Fault Removed = new(FaultKind.Forbidden, "account_removed", "This account was removed. Write to support if you think that is wrong.");

    /// <summary>Too many wrong passwords for one address.</summary>
    public static Fault TooManyAttempts(int retryAfterSeconds) =>
        new(FaultKind.TooMany, "too_many_attempts", "Too many failed sign-ins. Please wait before you try again.", null, retryAfterSeconds);
}
