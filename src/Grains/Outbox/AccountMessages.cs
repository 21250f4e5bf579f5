namespace XelaConnect.Grains.Outbox;

internal static class AccountMessages
{
    /// <summary>Where the earlier account refuses, the new address is free again.</summary>
    public static readonly OutboxMessageType<LeaveAddress> LeaveAddress = new(
        "accounts.leave-address.v1", OutboxJson.Default.LeaveAddress,
        static async (grains, email, command) =>
        {
            if ((await grains.Account(email).LeaveAddressAsync(command)).IsOk) return;
            var refused = new TakeAddress($"{command.OperationId}/refused", command.UserId, null, IsRefused: true);
            await grains.Account(Ids.OfEmail(command.To)).TakeAddressAsync(refused);
        });
    public static readonly OutboxMessageType<TakeAddress> TakeAddress = new(
        "accounts.take-address.v1", OutboxJson.Default.TakeAddress,
        static (grains, email, command) => grains.Account(email).TakeAddressAsync(command));
}

internal static class MailMessages
{
    /// <summary>No response waits for a mail server, so its time does not tell whether a mail was sent.</summary>
    public static readonly OutboxMessageType<SendMail> Send = new(
        "mail.send.v1", OutboxJson.Default.SendMail,
        static (grains, email, command) => grains.Mailbox(email).SendAsync(command))
    {
        ResponseAwaitsDelivery = false,
    };

    /// <summary>To the address of a user, if it is verified: another one may be a stranger's.</summary>
    public static readonly OutboxMessageType<SendMail> Notify = new(
        "mail.notify.v1", OutboxJson.Default.SendMail,
        static async (grains, userId, command) =>
        {
            if (await grains.FindUserAsync(userId) is { IsVerified: true, Email: { } email })
                await grains.Mailbox(Ids.OfEmail(email)).SendAsync(command);
        })
    {
        ResponseAwaitsDelivery = false,
    };

    public static OutboxMessage Notice(string userId, string operationId, string kind) =>
        Notify.To(userId, new SendMail($"{operationId}/{kind}", kind, userId));
}
