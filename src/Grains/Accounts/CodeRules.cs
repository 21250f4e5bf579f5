namespace XelaConnect.Grains.Accounts;

/// <summary>Codes by mail: verification, recovery and change of an address.</summary>
internal static class CodeRules
{
    /// <summary>Codes that one address is sent in 24 hours, for all requests together.</summary>
    public const int CodesPerDay = 10;
    /// <summary>A further request within it changes nothing: the mail is on its way.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static Decision<AccountEvent> Request(AccountState account, RequestCode command, DateTimeOffset now) =>
        command.Purpose switch
        {
            MailKinds.VerifyEmail => RequestVerification(account, command, now),
            MailKinds.ChangeEmail => RequestChange(account, command, now),
            _ => Request(account, command, account.UserId, now),
        };

    private static Decision<AccountEvent> RequestVerification(
        AccountState account, RequestCode command, DateTimeOffset now) =>
        account.UserId != command.UserId ? AccountFaults.UnknownUser
        : account.HasVerifiedEmail ? AccountFaults.AlreadyVerified
        : account.IsVerified ? Verified(account, command.OperationId)
        : Request(account, command, account.UserId, now);

    /// <summary>At the account of the new address. One that is taken stores the same and sends nothing.</summary>
    private static Decision<AccountEvent> RequestChange(
        AccountState account, RequestCode command, DateTimeOffset now) => Request(
            account, command, account.IsTaken ? null : command.UserId, now);

    public static Decision<AccountEvent> Issue(AccountState account, IssueCode command, DateTimeOffset now)
    {
        var isWanted = command.Purpose == MailKinds.ChangeEmail ? !account.IsTaken : account.UserId == command.UserId;
        return isWanted ? new CodeIssued(command.Purpose, command.UserId, command.Hash) : Decision.Nothing;
    }

    /// <summary>The code of a purpose that is valid now. Codes of an earlier owner of the address are not.</summary>
    public static AccountCode? ValidCode(AccountState account, string purpose, string? userId, DateTimeOffset now) =>
        account.Codes.TryGetValue(purpose, out var code) && now < code.ExpiresAt && userId == code.UserId ? code : null;

    public static Decision<AccountEvent> VerifyEmail(
        AccountState account, VerifyEmail command, string codeHash, DateTimeOffset now) =>
        ValidCode(account, MailKinds.VerifyEmail, account.UserId, now)?.Hash != codeHash ? AccountFaults.InvalidCode
        : Decision<AccountEvent>.Record(new CodeUsed(MailKinds.VerifyEmail))
            .And(Verified(account, command.OperationId));

    public static Decision<AccountEvent> ResetPassword(
        AccountState account, ResetPassword command, string codeHash, string passwordHash, DateTimeOffset now)
    {
        if (ValidCode(account, MailKinds.ResetPassword, account.UserId, now)?.Hash != codeHash)
            return AccountFaults.InvalidCode;
        var (op, userId) = (command.OperationId, account.UserId!);
        var ended = new EndSessions($"{op}/sessions", KeepSessionId: null, Sessions.PasswordChanged);
        var reset = Decision<AccountEvent>
            .Record(new CodeUsed(MailKinds.ResetPassword), new PasswordReset(passwordHash))
            .AndSend(UserMessages.EndSessions.To(userId, ended))
            .AndSend(UserMessages.Verify.To(userId, new VerifyUser($"{op}/verify")))
            .AndSend(Mail(account, op, MailKinds.PasswordChanged, userId));
        // Somebody else may have opened the account: theirs must neither keep the owner out nor let them in.
        return account.IsVerified ? reset : reset.AndSend(AccountRules.WaysReset(op, userId));
    }

    public static Decision<AccountEvent> ConfirmChange(
        AccountState account, ConfirmEmailChange command, string codeHash, DateTimeOffset now)
    {
        if (ValidCode(account, MailKinds.ChangeEmail, command.UserId, now)?.Hash != codeHash)
            return AccountFaults.InvalidCode;
        if (account.IsTaken) return AccountFaults.EmailTaken;
        var leave = new LeaveAddress($"{command.OperationId}/leave", command.UserId, command.From, command.Email);
        return Decision<AccountEvent>
            .Record(new CodeUsed(MailKinds.ChangeEmail), new AddressReserved(command.UserId))
            .AndSend(AccountMessages.LeaveAddress.To(Ids.OfEmail(command.From), leave));
    }

    /// <summary>The earlier address is free at once; the account itself is on its way to the new one.</summary>
    public static Decision<AccountEvent> Leave(AccountState account, LeaveAddress command, DateTimeOffset now)
    {
        // It has moved elsewhere meanwhile, or is another user's.
        if (account.UserId != command.UserId) return AccountFaults.UnknownUser;
        var (op, userId, from, to) = command;
        return Decision<AccountEvent>.Record(new AddressLeft())
            .AndSend(AccountMessages.TakeAddress.To(
                Ids.OfEmail(to), new TakeAddress($"{op}/take", userId, account.PasswordHash)))
            .AndSend(UserMessages.ChangeEmail.To(userId, new ChangeUserEmail($"{op}/user", to)))
            .AndSend(Mail(account, op, MailKinds.EmailChanged, userId, from));
    }

    public static Decision<AccountEvent> Take(AccountState account, TakeAddress command, DateTimeOffset now) =>
        account.ReservedFor != command.UserId ? Decision.Nothing
        : command.IsRefused == true ? new AddressReleased()
        : new AddressTaken(command.UserId, command.PasswordHash);

    public static Decision<AccountEvent> Verified(AccountState account, string op) =>
        Decision<AccountEvent>.Record(new EmailVerified())
            .AndSend(UserMessages.Verify.To(account.UserId!, new VerifyUser($"{op}/verify")));

    /// <summary>The first mail to a new account. It is asked for by opening the account.</summary>
    public static OutboxMessage Verification(
        AccountState account, string op, string userId, string email, string? language) =>
        Mail(account, op, MailKinds.VerifyEmail, userId, email, language);

    public static OutboxMessage Mail(
        AccountState account, string op, string kind, string? userId, string? email = null, string? language = null) =>
        MailMessages.Send.To(account.Key, new SendMail($"{op}/mail", kind, userId, email, language));

    /// <summary>
    /// Decides by earlier requests alone, and stores and sends the same for an address without an account: neither the
    /// response nor its time tells whether there is one. The mailbox finds no user and sends nothing.
    /// </summary>
    private static Decision<AccountEvent> Request(
        AccountState account, RequestCode command, string? userId, DateTimeOffset now)
    {
        var today = account.CodeRequests.Where(request => now - request.At < Day).ToList();
        if (today.Count >= CodesPerDay
            || today.Exists(request => request.Purpose == command.Purpose && now - request.At < Pause))
            return Decision.Nothing;
        return Decision<AccountEvent>.Record(new CodeRequested(command.Purpose))
            .AndSend(Mail(account, command.OperationId, command.Purpose, userId, command.Email, command.Language));
    }
}
