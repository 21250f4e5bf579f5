using XelaConnect.Payments;

namespace XelaConnect.Grains.Payments;

/// <summary>Charges cards (contract §3 "Payments"), within a deadline and a bound on how many at once. The payment's id makes a charge happen once.</summary>
public interface IPaymentGateway
{
    /// <summary>Whether there is a key to charge with.</summary>
    bool IsConfigured { get; }

    /// <summary>Charges a card; asked again for the same payment, it answers what became of it the first time. Never throws for what the other side does.</summary>
    Task<ChargeResult> ChargeAsync(ChargePayment charge);
}

/// <summary>What became of a charge.</summary>
public enum ChargeStatus
{
    /// <summary>Nobody knows: it may have happened. Asking again is safe.</summary>
    Unknown,
    /// <summary>Paid.</summary>
    Succeeded,
    /// <summary>Refused for good.</summary>
    Declined,
    /// <summary>This request had no effect; one before it may have had.</summary>
    NotSent,
}

/// <summary>What became of a charge: with the intent's id when it is paid, with the reason when it is refused or was not sent.</summary>
public sealed record ChargeResult(ChargeStatus Status, string? IntentId = null, Fault? Reason = null);
