using System.Data.Common;
using System.Net.Sockets;

namespace XelaConnect.EventSourcing;

/// <summary>
/// When a message that was not delivered is due again. An outage, which ends by itself, is retried at short intervals
/// and without a limit. Any other failure is likely to repeat: its intervals double, and after
/// <see cref="MaxFailures"/> of them, about six hours, the message is a dead letter.
/// </summary>
internal static class RetryPolicy
{
    public const int MaxFailures = 16;

    private const int MaxErrorLength = 300;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestFailure = TimeSpan.FromHours(1);

    /// <summary>Storage, a silo or a service did not respond, which says nothing about the message.</summary>
    public static bool IsOutage(Exception failure) => failure switch
    {
        DeliveryDeferredException or StorageUnavailableException or TimeoutException => true,
        OperationCanceledException or OrleansException or DbException => true,
        IOException or SocketException or HttpRequestException => true,
        { InnerException: { } inner } => IsOutage(inner),
        _ => false,
    };

    /// <summary>The wait after the n-th attempt in an outage, or after the n-th failure.</summary>
    public static TimeSpan Delay(int attempts, bool isOutage, string id)
    {
        var longest = isOutage ? LongestOutage : LongestFailure;
        var delay = First * Math.Pow(2, Math.Min(attempts - 1, 20));
        // Of 80 to 120 %, so that what failed together does not return together.
        var jitter = 0.8 + (StableHash.ComputeHash($"{id} {attempts}") % 400 / 1000.0);
        return (delay < longest ? delay : longest) * jitter;
    }

    /// <summary>What staff sees of a failure.</summary>
    public static string Describe(Exception failure)
    {
        var text = $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= MaxErrorLength ? text : $"{text.AsSpan(0, MaxErrorLength)}…";
    }
}
