using XelaConnect.EventSourcing;
using XelaConnect.Payments;

namespace XelaConnect.Grains.Payments;

/// <summary>Decisions about the list.</summary>
internal static class UnmatchedPaymentsRules
{
    public static Decision<UnmatchedPaymentsEvent> Add(UnmatchedPaymentsState list, ListUnmatchedPayment command, DateTimeOffset now) =>
        new PaymentListed(command.IntentId, command.Payment);
}
