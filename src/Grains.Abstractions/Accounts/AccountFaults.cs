namespace XelaConnect.Accounts;

/// <summary>The refusals of accounts, sessions and profiles.</summary>
public static class AccountFaults
{
    /// <summary>The address already has an account.</summary>
    public static readonly Fault EmailTaken = new(
        FaultKind.Conflict, "email_taken", "This email already has an account.", "email");
    /// <summary>The name looks like one of the service or its staff.</summary>
    public static readonly Fault NameReserved = new(FaultKind.Invalid, "name_reserved",
        "The field name must not look like a name of XelaConnect or its staff.", "name");
    /// <summary>Wrong address or wrong password; does not tell which.</summary>
    public static readonly Fault InvalidCredentials = new(
        FaultKind.Unauthenticated, "invalid_credentials", "Email or password is wrong.");
    /// <summary>The current password is wrong.</summary>
    public static readonly Fault WrongPassword = new(FaultKind.Forbidden, "wrong_password",
        "The field current_password is not your password.", "current_password");
    /// <summary>There is no live session.</summary>
    public static readonly Fault NoSession = new(FaultKind.Unauthenticated, "unauthenticated", "Sign in to do this.");
    /// <summary>The user has no such session.</summary>
    public static readonly Fault UnknownSession = new(FaultKind.NotFound, "session_not_found", "Session not found.");
    /// <summary>The account knows no such device.</summary>
    public static readonly Fault UnknownDevice = new(FaultKind.NotFound, "device_not_found", "Device not found.");
    /// <summary>The user does not exist.</summary>
    public static readonly Fault UnknownUser = new(FaultKind.NotFound, "user_not_found", "User not found.");
    /// <summary>The time zone does not exist.</summary>
    public static readonly Fault UnknownTimeZone = new(FaultKind.Invalid, "invalid_request",
        "The field time_zone must be the name of a time zone, like Europe/Lisbon.", "time_zone");
    /// <summary>The birth date is asked once.</summary>
    public static readonly Fault BirthDateSet = new(FaultKind.Conflict, "birth_date_set",
        "The field birth_date was given before and stays; write to support if it is wrong.", "birth_date");
    /// <summary>The age or birth date would move the user to another age group.</summary>
    public static readonly Fault AgeFixed = new(FaultKind.Conflict, "age_fixed",
        "The field age cannot be changed like this; give birth_date once, or write to support.", "age");
    /// <summary>Guests may not use this.</summary>
    public static readonly Fault MembersOnly = new(
        FaultKind.Forbidden, "members_only", "Create an account to do this.");
    /// <summary>Only a guest can become a member.</summary>
    public static readonly Fault NotAGuest = new(
        FaultKind.Conflict, "not_a_guest", "This account is a full account already.");
    /// <summary>The code is mistyped, expired, used or of another account; does not tell which.</summary>
    public static readonly Fault InvalidCode = new(FaultKind.Invalid, "invalid_code",
        "The field code is not a code that is valid now. Ask for a new one.", "code");
    /// <summary>The address is verified, so there is nothing to mail.</summary>
    public static readonly Fault AlreadyVerified = new(
        FaultKind.Conflict, "already_verified", "Your email address is verified already.");
    /// <summary>Mails are not written in this language.</summary>
    public static readonly Fault UnknownLanguage = new(FaultKind.Invalid, "invalid_request",
        "The field language must be one of: en, de, es, fr, pt.", "language");
    /// <summary>The account has no password: it is a guest, or signs in with Google.</summary>
    public static readonly Fault NoPassword = new(
        FaultKind.Conflict, "no_password", "This account has no password to change.");
    /// <summary>The identity provider rejected its session.</summary>
    public static readonly Fault GoogleRejected = new(FaultKind.Unauthenticated, "google_rejected",
        "Google sign-in was not accepted. Please try again.");
    /// <summary>The identity provider is unreachable or too slow.</summary>
    public static readonly Fault GoogleUnavailable = new(FaultKind.Unavailable, "google_unavailable",
        "Google sign-in is not reachable right now. Please try again in a moment.", null, 5);
    /// <summary>This server has no identity provider.</summary>
    public static readonly Fault GoogleNotConfigured = new(FaultKind.Unavailable, "not_configured",
        "Google sign-in is not set up on this server.", null, 3600);
    /// <summary>The queue of password checks is full.</summary>
    public static readonly Fault Busy = new(FaultKind.TooMany, "busy",
        "Too many people are signing in right now. Please try again in a moment.", null, 2);

    /// <summary>This build lacks the scheme of the stored hash, so it can neither confirm nor refuse.</summary>
    public static readonly Fault PasswordNotCheckable = new(
        FaultKind.Unavailable, "password_not_checkable", "This server cannot check this account's password. "
        + "Sign in with Google, or ask the operator to start the full build.");

    /// <summary>An admin removed the account.</summary>
    public static readonly Fault Removed = new(FaultKind.Forbidden, "account_removed",
        "This account was removed. Write to support if you think that is wrong.");

    /// <summary>Too many failed sign-ins from one origin.</summary>
    public static Fault TooManyAttempts(int retryAfterSeconds) => new(
        FaultKind.TooMany, "too_many_attempts", "Too many failed sign-ins. Please wait before you try again.", null,
        retryAfterSeconds);
}
