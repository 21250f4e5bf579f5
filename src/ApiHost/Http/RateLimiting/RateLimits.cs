using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Token buckets per person and per address (contract §0, "limits"). A bucket that has been full for a while is dropped, so what is kept is bounded by
/// who called in the last moments; addresses of one IPv6 network share a bucket, since one caller owns them all.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    /// <summary>The policy of endpoints that guess passwords or open accounts: so many for an address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>The policy of endpoints that search texts: so many for a caller.</summary>
    public const string Search = "search";

    /// <summary>Searches read up to 1,000 texts each: a few a second are a person's, and more are none.</summary>
    private static readonly RateLimit SearchLimit = new(PerSecond: 2, Burst: 20);

    private static readonly Meter Meter = new("XelaConnect.Http");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("xela.http.rate_limited", "{request}", "Requests refused because their caller sent too many.");

    // Null where limits are off: an idle limiter wakes ten times a second.
    private readonly PartitionedRateLimiter<Caller>? buckets;
    private readonly Func<IPAddress, RateLimiter> signIn;
    private readonly Func<Caller, RateLimiter> search = Bucket<Caller>(SearchLimit);

    /// <summary>With the limits of the settings.</summary>
    public RateLimits(HttpSettings settings)
    {
        signIn = Bucket<IPAddress>(settings.SignInLimit);
        if (!settings.LimitsEnabled) return;
        Func<Caller, RateLimiter> user = Bucket<Caller>(settings.UserLimit), guest = Bucket<Caller>(settings.GuestLimit), address = Bucket<Caller>(settings.AnonymousLimit);
        buckets = PartitionedRateLimiter.Create<Caller, Caller>(caller =>
            caller.Exempt ? RateLimitPartition.GetNoLimiter(caller) : RateLimitPartition.Get(caller, caller.UserId is null ? address : caller.IsGuest ? guest : user));
    }

    /// <summary>Makes the framework's middleware count in these buckets, by <see cref="HttpContext.User"/> or address, and answer in the contract's shape.</summary>
    public void Apply(RateLimiterOptions options)
    {
        options.GlobalLimiter = buckets?.WithTranslatedKey<HttpContext>(CallerOf, leaveOpen: true);
        options.AddPolicy(SignIn, http => RateLimitPartition.Get(AddressOf(http), signIn));
        // A request without words is a page like any other, which the caller's own bucket bounds.
        options.AddPolicy(Search, http => http.Request.Query.ContainsKey("q") ? RateLimitPartition.Get(CallerOf(http), search) : RateLimitPartition.GetNoLimiter(default(Caller)));
        options.OnRejected = static (rejected, _) =>
        {
            Refused.Add(1);
            return new(FaultResponses.WriteAsync(rejected.HttpContext, HttpFaults.RateLimited(RetryAfter(rejected.Lease))));
        };
    }

    /// <summary>True while this person may go on; else when to come back.</summary>
    public bool AdmitsUser(string userId, out int retryAfterSeconds) => Admits(new(userId, null), out retryAfterSeconds);

    /// <summary>True while this address may go on.</summary>
    public bool AdmitsAnonymous(HttpContext http, out int retryAfterSeconds) => Admits(new(null, AddressOf(http)), out retryAfterSeconds);

    /// <inheritdoc />
    public void Dispose() => buckets?.Dispose();

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

    /// <summary>A digest of that address, for counts that are stored.</summary>
    public static string DigestOf(HttpContext http) => Ids.Digest($"address {AddressOf(http)}");

    private static Caller CallerOf(HttpContext http) =>
        http.User is SessionPrincipal { UserId: var user, IsMember: var isMember }
            ? new(user, null, IsGuest: !isMember, Exempt: http.GetEndpoint()?.Metadata.GetMetadata<HandlesLimitMetadata>() is not null)
            : new(null, AddressOf(http));

    private bool Admits(Caller caller, out int retryAfterSeconds)
    {
        retryAfterSeconds = 0;
        if (buckets is null) return true;
        using var lease = buckets.AttemptAcquire(caller);
        if (lease.IsAcquired) return true;
        retryAfterSeconds = RetryAfter(lease);
        Refused.Add(1);
        return false;
    }

    private static int RetryAfter(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;

    private static Func<TKey, RateLimiter> Bucket<TKey>(RateLimit limit)
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

    /// <summary>Whose bucket: a person's, or an address's.</summary>
    /// <param name="UserId">The person; null: nobody is signed in.</param>
    /// <param name="Address">The address of somebody who is not signed in.</param>
    /// <param name="IsGuest">The person's token does not say that they have an account.</param>
    /// <param name="Exempt">The endpoint decides itself (<see cref="HandlesLimitMetadata"/>).</param>
    private readonly record struct Caller(string? UserId, IPAddress? Address, bool IsGuest = false, bool Exempt = false);
}
