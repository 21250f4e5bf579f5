using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Token buckets per person and per address (contract §0, "limits"). A bucket that has been full for a while is dropped, so what is kept is bounded by
/// who called in the last moments; addresses of one IPv6 network share a bucket, since one caller owns them all.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    private static readonly Meter Meter = new("XelaConnect.Http");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("xela.http.rate_limited", "{request}", "Requests refused because their caller sent too many.");

    private readonly bool enabled;
    private readonly PartitionedRateLimiter<Caller> buckets;

    /// <summary>With the limits of the settings.</summary>
    public RateLimits(HttpSettings settings)
    {
        enabled = settings.LimitsEnabled;
        Func<Caller, RateLimiter> user = Bucket(settings.UserLimit), anonymous = Bucket(settings.AnonymousLimit), signIn = Bucket(settings.SignInLimit);
        buckets = PartitionedRateLimiter.Create<Caller, Caller>(caller => RateLimitPartition.Get(caller, caller.Kind switch
        {
            Kind.User => user,
            Kind.Anonymous => anonymous,
            _ => signIn,
        }));
    }

    /// <summary>True while this person may go on; else when to come back.</summary>
    public bool AdmitsUser(string userId, out int retryAfterSeconds) => Admits(new(Kind.User, userId, null), out retryAfterSeconds);

    /// <summary>True while this address may go on.</summary>
    public bool AdmitsAnonymous(HttpContext http, out int retryAfterSeconds) => Admits(new(Kind.Anonymous, null, AddressOf(http)), out retryAfterSeconds);

    /// <summary>True while this address may try to sign in.</summary>
    public bool AdmitsSignIn(HttpContext http, out int retryAfterSeconds) => Admits(new(Kind.SignIn, null, AddressOf(http)), out retryAfterSeconds);

    /// <inheritdoc />
    public void Dispose() => buckets.Dispose();

    /// <summary>The address that counts as one caller.</summary>
    public static IPAddress AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is null) return IPAddress.None;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    private bool Admits(Caller caller, out int retryAfterSeconds)
    {
        retryAfterSeconds = 0;
        if (!enabled) return true;
        using var lease = buckets.AttemptAcquire(caller);
        if (lease.IsAcquired) return true;
        retryAfterSeconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        Refused.Add(1);
        return false;
    }

    private static Func<Caller, RateLimiter> Bucket(RateLimit limit)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Burst,
            TokensPerPeriod = limit.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            // One timer of the partitioned limiter fills all buckets.
            AutoReplenishment = false,
        };
        return _ => new TokenBucketRateLimiter(options);
    }

    private enum Kind { User, Anonymous, SignIn }

    private readonly record struct Caller(Kind Kind, string? UserId, IPAddress? Address);
}
