using Microsoft.Extensions.Logging;

namespace XelaConnect.Grains.Wallet;

/// <summary>Numbered log events of the wallet slice.</summary>
internal static partial class WalletLog
{
    [LoggerMessage(2501, LogLevel.Warning, "Nobody knows yet what became of the payment {PaymentId} after try {Try}; it is asked for again, and Stripe's webhook settles it too.")]
    public static partial void Undecided(ILogger log, string paymentId, int @try);

    [LoggerMessage(2502, LogLevel.Error, "The payment {PaymentId} was not confirmed within {Hours} hours and is given up; look it up at Stripe. Its webhook still settles it.")]
    public static partial void Abandoned(ILogger log, string paymentId, double hours);
}
