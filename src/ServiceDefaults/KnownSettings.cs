using System.Collections.Frozen;

namespace XelaConnect.ServiceDefaults;

/// <summary>The keys below <c>Xela</c> of all processes. An unknown one stops the start.</summary>
public static class KnownSettings
{
    private const string Root = "Xela";
    /// <summary>Sections whose keys operators choose, and lists.</summary>
    private static readonly string[] Open =
    [
        "Xela:Payments:RevenueCat:Products", "Xela:Payments:RevenueCat:CreditPacks", "Xela:Admin:Emails",
        "Xela:Http:CorsOrigins", "Xela:Http:TrustedProxies", "Xela:Companion:FallbackModels",
        "Xela:Auth:Google:ClientIds", "Xela:Auth:Apple:ClientIds", "Xela:Passkeys:Origins",
    ];

    private static readonly FrozenSet<string> Keys = Expand("""
        Xela:Mode
        Xela:DataDirectory
        Xela:Seed
        Xela:Silo:{Port,GatewayPort,AdvertisedAddress}
        Xela:Auth:{SigningKey,PreviousSigningKey,EncryptionKey,PreviousEncryptionKey,BcryptCost,EmergentSessionDataUrl}
        Xela:Auth:{Google,Apple}:{Issuer,KeysUrl}
        Xela:Passkeys:RelyingPartyId
        Xela:Plans:{Free,Premium,Elite,LifetimeElite}:{UsdPerMonth,Circles,AiMessagesPerDay,AllCourses,AdvancedMatching,PriorityVisibility}
        Xela:Plans:{CentsPerCredit,BillingGraceDays}
        Xela:Plans:TopUp:{From,To}
        Xela:Plans:Boost:{Credits,Hours}
        Xela:Plans:AiSession:{Credits,Messages}
        Xela:Plans:Referral:{Credits,EliteAt,EliteMonths,LifetimeAt}
        Xela:Matching:{InterestEach,InterestsMost,BadgeSame,BadgeKindred,AgeMost,AgeYears,City,CircleEach,CirclesMost,PriorityLead}
        Xela:Payments:Stripe:{SecretKey,ApiBase,WebhookSecret}
        Xela:Payments:RevenueCat:{WebhookSecret,AllowSandbox}
        Xela:Companion:{ApiKey,Endpoint,Model,Temperature,MaxOutputTokens,FirstTokenSeconds,TotalSeconds,MostAtOnce,CallsPerDay,CallsPerAddressPerDay}
        Xela:Video:{ApiKey,ApiBase}
        Xela:Mail:{From,WebUrl,PerAddressPerDay,WebhookSecret}
        Xela:Mail:Smtp:{Host,Port,User,Password,Security}
        Xela:Connections:{RequestsPerDay,UnverifiedRequestsPerDay}
        Xela:Referrals:{RequireVerifiedEmail,ConversionsPerDay}
        Xela:Links:{Community,Circle,Course,Chat,Discover,Activity,Profile}
        Xela:Limits:Enabled
        Xela:Limits:{User,Guest,Anonymous,SignIn}:{PerSecond,Burst}
        Xela:Http:{DrainSeconds,Docs,PublicUrl,ConcurrentRequests,QueuedRequests}
        Xela:Metrics:{Url,OnPublicPort}
        Xela:Clock:Offset
        Xela:Telemetry:TraceRatio
        """).Concat(Open).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>All keys, except those of open sections.</summary>
    public static IEnumerable<string> All => Keys;

    /// <summary>Throws a <see cref="SettingException"/> that names an unknown key.</summary>
    public static void Check(IConfiguration configuration)
    {
        // An empty value does not count; a section may have one.
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable())
            if (value is { Length: > 0 } && !Keys.Contains(key) && !Array.Exists(Open, open => IsBelow(key, open)))
                throw new SettingException($"{key} is not a setting of this version.");
    }

    /// <summary>The key of a setting that is read. A key missing above is a bug, found at the first start.</summary>
    public static string Required(string key) => Keys.Contains(key) ? key
        : throw new InvalidOperationException($"{key} is read but missing among the known settings.");

    private static bool IsBelow(string key, string section) =>
        key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>a:{b,c}</c> is <c>a:b</c> and <c>a:c</c>.</summary>
    private static IEnumerable<string> Expand(string patterns) =>
        patterns.Split('\n', StringSplitOptions.TrimEntries).SelectMany(pattern => pattern.Split(':').Aggregate(
            (IEnumerable<string>)[""],
            (before, part) => before.SelectMany(start => part.Trim('{', '}').Split(',').Select(name => start.Length == 0 ? name : $"{start}:{name}"))));
}
