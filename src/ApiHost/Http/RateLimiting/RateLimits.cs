using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Token buckets for each user and each address (docs/api/http.md, "rate limits"). Full buckets are dropped, so memory
/// is bounded. Addresses of one IPv6 network share a bucket, because one caller owns all of them.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    public const string SignIn = "sign-in";

    public const string Search = "search";
    public const string Mail = "mail";

    public const string Export = "export";

    /// <summary>A search reads up to 1,000 texts; a person needs few a second.</summary>
    private static readonly RateLimit SearchLimit = new(PerSecond: 2, Burst: 20);
    /// <summary>Each request may send a mail: 30 at once, then one in 20 seconds.</summary>
    private static readonly RateLimit MailLimit = new(PerSecond: 1, Burst: 30);
    private static readonly TimeSpan MailPeriod = TimeSpan.FromSeconds(20);
    /// <summary>An export reads everything that a person has.</summary>
    private static readonly RateLimit ExportLimit = new(PerSecond: 1, Burst: 5);
    private static readonly TimeSpan ExportPeriod = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new("XelaConnect.Http");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "xela.http.rate_limited", "{request}", "Requests refused because their caller sent too many.");

    // Null when limits are disabled: an idle limiter wakes ten times a second.
    private readonly PartitionedRateLimiter<Caller>? buckets;
    private readonly Func<IPAddress, RateLimiter> signIn;
    private readonly Func<IPAddress, RateLimiter> mail = Bucket<IPAddress>(MailLimit, MailPeriod);
    private readonly Func<Caller, RateLimiter> search = Bucket<Caller>(SearchLimit);
    private readonly Func<Caller, RateLimiter> export = Bucket<Caller>(ExportLimit, ExportPeriod);

    public RateLimits(HttpSettings settings)
    {
        signIn = Bucket<IPAddress>(settings.SignInLimit);
        if (!settings.LimitsEnabled) return;
        var (user, guest) = (Bucket<Caller>(settings.UserLimit), Bucket<Caller>(settings.GuestLimit));
        var address = Bucket<Caller>(settings.AnonymousLimit);
        buckets = PartitionedRateLimiter.Create<Caller, Caller>(caller => caller.IsExempt
            ? RateLimitPartition.GetNoLimiter(caller)
            : RateLimitPartition.Get(caller, caller.UserId is null ? address : caller.IsGuest ? guest : user));
    }

    /// <summary>Configures the framework's middleware with these buckets and the error response.</summary>
    public void Apply(RateLimiterOptions options)
    {
        options.GlobalLimiter = buckets?.WithTranslatedKey<HttpContext>(CallerOf, leaveOpen: true);
        options.AddPolicy(SignIn, http => RateLimitPartition.Get(AddressOf(http), signIn));
        options.AddPolicy(Mail, http => RateLimitPartition.Get(AddressOf(http), mail));
        // A request without search words only counts in the caller's bucket.
        options.AddPolicy(Search, http => http.Request.Query.ContainsKey("q")
            ? RateLimitPartition.Get(CallerOf(http), search) : RateLimitPartition.GetNoLimiter(default(Caller)));
        options.AddPolicy(Export, http => RateLimitPartition.Get(CallerOf(http), export));
        options.OnRejected = static (rejected, _) =>
        {
            Refused.Add(1);
            return new(FaultResponses.WriteAsync(rejected.HttpContext, HttpFaults.RateLimited(RetryAfter(rejected.Lease))));
        };
    }

    public bool AdmitsUser(string userId, out int retryAfterSeconds) =>
        Admits(new(userId, null), out retryAfterSeconds);

    /// <summary>Refuses a webhook's caller without the secret; over the address's limit with 429.</summary>
    public IResult RefuseUnknownService(HttpContext http, Fault refusal) =>
        Refuse(Admits(new(null, AddressOf(http)), out var seconds) ? refusal : HttpFaults.RateLimited(seconds));

    public void Dispose() => buckets?.Dispose();

    /// <summary>The address that counts as one caller: an IPv4 address or an IPv6 network.</summary>
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

    /// <summary>The digest of that address, for stored counters.</summary>
    public static string DigestOf(HttpContext http) => Ids.Digest($"address {AddressOf(http)}");

    /// <summary>The origin of a sign-in, as digests, since failed attempts store it.</summary>
    public static SignInOrigin OriginOf(HttpContext http) =>
        new(DigestOf(http), Ids.Digest($"device {AddressOf(http)} {http.Request.Headers.UserAgent}"),
            UserAgent.Of(http));

    private static Caller CallerOf(HttpContext http) =>
        http.User is SessionPrincipal { UserId: var user, IsMember: var isMember }
            ? new(user, null, IsGuest: !isMember, IsExempt: http.Has<HandlesLimitMetadata>())
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

    private static int RetryAfter(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
        ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;

    private static Func<TKey, RateLimiter> Bucket<TKey>(RateLimit limit, TimeSpan? period = null)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Burst,
            TokensPerPeriod = limit.PerSecond,
            ReplenishmentPeriod = period ?? TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            // One timer of the partitioned limiter replenishes all buckets.
            AutoReplenishment = false,
        };
        return _ => new TokenBucketRateLimiter(options);
    }

    /// <summary>The key of a bucket: a user or an address. An exempt endpoint applies the limit itself.</summary>
    private readonly record struct Caller(
        string? UserId, IPAddress? Address, bool IsGuest = false, bool IsExempt = false);
}
