namespace XelaConnect.Grains.Profiles;

/// <summary>A user who asks to be erased, and may come back for <see cref="Erasures.GracePeriod"/>.</summary>
internal static class LeavingRules
{
    /// <summary>Ends all sessions. Circles show at once that somebody left.</summary>
    public static Decision<UserEvent> Request(UserState user, RequestErasure command, DateTimeOffset now)
    {
        if (!user.Exists || user.IsRemoved) return AccountFaults.UnknownUser;
        if (user.Leaving is not null) return Decision.Nothing;
        var (op, receiptId, erasesAt) = (command.OperationId, command.ReceiptId, now + Erasures.GracePeriod);
        var begin = ErasureMessages.Begin.To(receiptId, new BeginErasure($"{receiptId}/begin", user.Id));
        var requested = Decision<UserEvent>.Record(new ErasureRequested(receiptId, erasesAt))
            .AndSend(begin with { NotBefore = erasesAt }, UserRules.Card(user, op, FormerUsers.Name, null, user.Born));
        if (user.Email is { } email)
            requested = requested.AndSend(MailMessages.Send.To(
                Ids.OfEmail(email), new SendMail($"{op}/mail", MailKinds.ErasureRequested, user.Id, email)));
        return requested.And(UserRules.Ending(user, user.Sessions.Keys, op, Sessions.Revoked));
    }

    public static Decision<UserEvent> Cancel(UserState user, CancelErasure command, DateTimeOffset now) =>
        user.Leaving is not { } leaving ? Decision.Nothing
        : leaving.IsStarted ? AccountFaults.Removed
        : Decision<UserEvent>.Record(new ErasureCancelled())
            .AndSend(UserRules.Card(user, command.OperationId, user.Name, user.Picture, user.Born));

    public static Decision<UserEvent> Start(UserState user, StartErasure command, DateTimeOffset now) =>
        user.Leaving?.ReceiptId != command.ReceiptId ? ErasureFaults.NotRequested
        : user.Leaving.IsStarted ? Decision.Nothing
        : new ErasureStarted();
}
