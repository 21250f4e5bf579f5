using System.Collections.Immutable;
using XelaConnect.Admin;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Referrals;
using XelaConnect.Profiles;
using XelaConnect.Referrals;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Referrals;

/// <summary>
/// Two codes, a member's and a guest's, the people who come with them, and the outbox messages between them. Messages of one sender to one
/// receiver come in order, apart from that in any order, late and repeated. As the kernel does, a receiver applies an operation once, if it
/// left an event.
/// </summary>
internal sealed class ReferralSimulation
{
    public const string Member = "member", Guest = "guest";
    public static readonly Plans Plans = Plans.Default;
    private static readonly ReferralLimits NoLimits = new(false, int.MaxValue);
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Random random;
    private readonly Dictionary<(string From, string To), List<Message>> underway = [];
    private readonly List<Message> delivered = [];
    private readonly HashSet<string> applied = [];
    private readonly Dictionary<string, (long Version, ImmutableArray<string> Now)> circles = [];
    private readonly Dictionary<string, (long Version, ImmutableArray<string> Courses)> bought = [];
    private readonly Dictionary<string, long> seqs = [];

    public ReferralSimulation(int seed)
    {
        random = new Random(seed);
        Codes = new Dictionary<string, ReferralState>
        {
            [Member] = Claimed("XCMEMBER00", Member),
            [Guest] = Claimed("XCGUEST000", Guest),
        };
        Users[Member] = Born(Member, isGuest: false, referredBy: null);
        Users[Guest] = Born(Guest, isGuest: true, referredBy: null);
    }

    /// <summary>By owner.</summary>
    public Dictionary<string, ReferralState> Codes { get; }
    public Dictionary<string, UserState> Users { get; } = [];

    /// <summary>What happened, for the oracle.</summary>
    public Dictionary<string, string> CameWith { get; } = [];
    public HashSet<string> TookPart { get; } = [];
    public HashSet<string> Removed { get; } = [];

    /// <summary>The messages to wallets and subscriptions, each operation once.</summary>
    public Dictionary<string, List<(string Op, long Credits)>> Ledgers { get; } = [];
    public List<GrantTier> Given { get; } = [];
    public List<string> Withdrawn { get; } = [];

    /// <summary>The state of the member's subscription, by its messages in order.</summary>
    public List<GrantTier> Held { get; } = [];

    public void Step(int friends)
    {
        var friend = $"friend{random.Next(friends)}";
        switch (random.Next(20))
        {
            case < 4: SignUp(friend); break;
            case < 8 when Users.ContainsKey(friend): Join(friend); break;
            case 8 when Users.ContainsKey(friend): Leave(friend); break;
            case 9 when Users.ContainsKey(friend): Buy(friend); break;
            case 10 when Users.ContainsKey(friend) && random.Next(2) == 0: Remove(friend); break;
            case 11: Send("stray", Member, $"own{random.Next(3)}", new ConvertReferral("convert/member", Member, true)); break;
            case 12 when delivered.Count > 0: Receive(delivered[random.Next(delivered.Count)]); break;
            default: DeliverOne(); break;
        }
    }

    public void DeliverAll()
    {
        while (underway.Count > 0) DeliverOne();
        // And all of it once more, in any order.
        var again = delivered.ToArray();
        random.Shuffle(again);
        foreach (var message in again) Receive(message);
        while (underway.Count > 0) DeliverOne();
    }

    private void SignUp(string friend)
    {
        if (Users.ContainsKey(friend)) return;
        var referrer = random.Next(5) == 0 ? Guest : Member;
        CameWith[friend] = referrer;
        Users[friend] = Born(friend, isGuest: false, referrer);
        circles[friend] = bought[friend] = (0, []);
        Send($"account/{friend}", $"code/{referrer}", $"{friend}/referral", new RecordReferredSignup($"{friend}/referral", friend));
    }

    private void Join(string friend)
    {
        TookPart.Add(friend);
        var (version, now) = circles[friend];
        circles[friend] = (version + 1, now.Add($"circle{version}"));
        TellCircles(friend);
    }

    private void Leave(string friend)
    {
        var (version, now) = circles[friend];
        if (now.IsEmpty) return;
        circles[friend] = (version + 1, now.RemoveAt(0));
        TellCircles(friend);
    }

    private void Buy(string friend)
    {
        TookPart.Add(friend);
        var (version, courses) = bought[friend];
        bought[friend] = (version + 1, courses.Add($"course{version}"));
        TellWallet(friend);
    }

    private void Remove(string friend)
    {
        Removed.Add(friend);
        var command = new RemoveUser($"remove/{friend}/{random.Next(1000)}", "admin", "fraud");
        Decide(friend, command.OperationId, UserRules.Remove(Users[friend], command, Now));
    }

    private void TellCircles(string friend) =>
        Send($"memberships/{friend}", friend, "user",
            new UpdateFacet($"memberships/{friend}/{circles[friend].Version}", circles[friend].Version,
                new CirclesFacet { CircleIds = circles[friend].Now }));

    private void TellWallet(string friend)
    {
        var (version, courses) = bought[friend];
        Send($"wallet/{friend}", friend, "user",
            new UpdateFacet($"wallet/{friend}/{version}", version,
                new WalletFacet { Credits = Ledgers.GetValueOrDefault(friend)?.Sum(e => e.Credits) ?? 0, CourseIds = courses }));
    }

    private void DeliverOne()
    {
        if (underway.Count == 0) return;
        var lane = underway.Keys.ElementAt(random.Next(underway.Count));
        var message = underway[lane][0];
        Receive(message);
        if (random.Next(4) == 0) return; // the response got lost: it is sent again
        underway[lane].Remove(message);
        if (underway[lane].Count == 0) underway.Remove(lane);
        delivered.Add(message);
    }

    private void Receive(Message message)
    {
        var to = message.To;
        switch (message.Command)
        {
            case RecordReferredSignup c: Decide(to, c.OperationId, ReferralRules.RecordSignup(Codes[OwnerOf(to)], c, Now)); break;
            // As the effects do: they ask the referrer whose code it is, and whether a guest's.
            case ConvertReferral c:
                Decide($"code/{to}", c.OperationId,
                    ReferralRules.Convert(Codes[to], c with { ReferrerIsMember = !Users[to].IsGuest }, Plans, NoLimits, Now)); break;
            case RevokeReferral c: Decide($"code/{to}", c.OperationId, ReferralRules.Revoke(Codes[to], c, Now)); break;
            case UpdateFacet c: Decide(to, c.OperationId, UserRules.UpdateFacet(Users[to], c, Now)); break;
            case CreditWallet c when applied.Add($"wallet/{to} {c.OperationId}"): Book(to, c.OperationId, c.Credits); break;
            case DebitWallet c when applied.Add($"wallet/{to} {c.OperationId}"): Book(to, c.OperationId, -c.Credits); break;
            case GrantTier c when applied.Add($"subscription/{to} {c.OperationId}"):
                Given.Add(c);
                Held.Add(c);
                break;
            case RevokeTier c when applied.Add($"subscription/{to} {c.OperationId}"):
                Withdrawn.Add(c.GrantId);
                Held.RemoveAll(gift => gift.GrantId == c.GrantId);
                break;
            case CreditWallet or DebitWallet or GrantTier or RevokeTier or RecordAction: break;
            default: throw new InvalidOperationException(message.Command.GetType().Name);
        }
    }

    private void Book(string who, string operation, long credits)
    {
        credits.ShouldNotBe(0);
        if (!Ledgers.TryGetValue(who, out var ledger)) Ledgers[who] = ledger = [];
        ledger.Add((operation, credits));
        if (!bought.TryGetValue(who, out var held)) return;
        bought[who] = held with { Version = held.Version + 1 };
        TellWallet(who);
    }

    private void Decide(string userId, string operation, Decision<UserEvent> decision)
    {
        if (decision.Events.IsEmpty || !applied.Add($"{userId} {operation}")) return;
        foreach (var happened in decision.Events)
            Users[userId] = UserState.Apply(Users[userId], new EventEnvelope<UserEvent>(0, 1, Now, operation, happened));
        foreach (var effect in decision.Messages) Send(userId, effect.Target, effect.Id, effect.Command);
    }

    private void Decide(string code, string operation, Decision<ReferralEvent> decision)
    {
        if (decision.Events.IsEmpty || !applied.Add($"{code} {operation}")) return;
        var (owner, before) = (OwnerOf(code), Codes[OwnerOf(code)]);
        // Hours apart, so that the sign-ups are no series.
        var at = Now.AddHours(applied.Count);
        foreach (var happened in decision.Events)
            Codes[owner] = ReferralState.Apply(Codes[owner], new EventEnvelope<ReferralEvent>(0, 1, at, operation, happened));
        foreach (var effect in decision.Messages) Send(code, effect.Target, effect.Id, effect.Command);
        seqs[code] = seqs.GetValueOrDefault(code) + decision.Events.Length;
        foreach (var projection in ReferralJournal.Code.Replicas.Where(p => p.Changed(before, Codes[owner])))
            Send(code, owner, projection.Id, projection.Make(Codes[owner], $"{code}/{seqs[code]}", seqs[code]).Command);
    }

    /// <summary>Appends a message to its queue. A message with the same id is replaced, as a replica is by its newer version.</summary>
    private void Send(string from, string to, string id, ICommand command)
    {
        if (!underway.TryGetValue((from, to), out var lane)) underway[(from, to)] = lane = [];
        var message = new Message(to, id, command);
        if (lane.FindIndex(waiting => waiting.Id == id) is var at and >= 0) lane[at] = message;
        else lane.Add(message);
    }

    private static string OwnerOf(string code) => code["code/".Length..];

    private static ReferralState Claimed(string code, string owner) =>
        ReferralState.Apply(new ReferralState(code), new EventEnvelope<ReferralEvent>(0, 1, Now, "claim", new CodeClaimed(owner)));

    private static UserState Born(string id, bool isGuest, string? referredBy) =>
        UserState.Apply(
            new UserState(id), new EventEnvelope<UserEvent>(
            0, 1, Now, "create", new UserCreated(null, id, null, null, null, isGuest, $"XC{id}", referredBy)));

    private sealed record Message(string To, string Id, ICommand Command);
}
