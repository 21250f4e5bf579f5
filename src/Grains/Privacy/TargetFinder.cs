using System.Buffers.Binary;
using System.Security.Cryptography;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Circles;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Referrals;
using XelaConnect.Grains.Relationships;

namespace XelaConnect.Grains.Privacy;

/// <summary>
/// Finds the rows that are of a person or name them (the table in ADR 0064), by what the person's own journals name. It
/// reads journals of all features and changes nothing.
/// </summary>
internal sealed class TargetFinder(
    IOwnerStorage storage, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
{
    /// <summary>The position of a target whose rows are rewritten and get another key.</summary>
    public const int Renaming = -1;
    private const int PageSize = 1_000;
    private const int SearchedRows = 20_000;

    /// <summary>Journals that may name a person whose own journals do not name them.</summary>
    private static readonly (string Journal, string Grain, string What)[] Journals =
    [
        ("activities.feed", "activity-feed", ErasedKinds.Feeds),
        ("wallet.payment-intent", "payment-intent", ErasedKinds.Payments),
        ("wallet.store-pack", "store-pack", ErasedKinds.Payments),
        ("wallet.store-customer", "store-customer", ErasedKinds.Payments),
        ("wallet.subscription", "subscription", ErasedKinds.Payments),
    ];

    /// <summary>How many searches there are: each journal in each database.</summary>
    public int Searches => Journals.Length * storage.All.Length;

    public async Task<ImmutableArray<string>> CirclesAsync(string userId) =>
        (await EventsAsync(CircleJournal.Memberships, "memberships", userId)).Select(static stored => stored.Event)
            .OfType<CircleJoined>().Select(static e => e.CircleId).Distinct(StringComparer.Ordinal).ToImmutableArray();

    public async Task<ImmutableArray<string>> OthersAsync(string userId) =>
        (await EventsAsync(PairJournal.Contacts, "contacts", userId)).Select(static stored => stored.Event)
            .OfType<RelationChanged>().Select(static e => e.Relation.OtherId).Distinct(StringComparer.Ordinal)
            .ToImmutableArray();

    /// <summary>The next rows of a journal, and the last one that was examined; null when there are no more.</summary>
    public async Task<(IEnumerable<ErasureTarget> Targets, RowPosition? Last)> SearchAsync(
        string userId, int search, RowPosition after)
    {
        var (part, (journal, grain, what)) = (FormerUsers.PartOf(userId), Journals[search % Journals.Length]);
        var found = await storage.All[search / Journals.Length].Journal
            .FindStreamsAsync($"{journal}/", part, after, SearchedRows);
        var keys = found.Streams.Select(stream => stream[(journal.Length + 1)..]).Where(key => key != userId);
        return ([.. keys.Select(key => new ErasureTarget(what, $"{grain}/{key}", part, NewPart(part)))], found.Last);
    }

    /// <summary>Rows of others first, and the user last, to whom other grains of the person send.</summary>
    public async Task<ImmutableArray<ErasureTarget>> FindAsync(string userId, DateTimeOffset createdAt)
    {
        var targets = ImmutableArray.CreateBuilder<ErasureTarget>();
        var part = FormerUsers.PartOf(userId);
        var history = await EventsAsync(UserJournal.User, "user", userId);
        var profile = history.ConvertAll(static stored => stored.Event);
        await AddCirclesAsync(userId, targets);
        await AddOthersAsync(userId, targets);
        await AddReferralsAsync(profile, part, targets);
        Rewrite(ErasedKinds.Discovery, $"match-shard/{MatchShards.KeyOf(userId)}");
        Rewrite(ErasedKinds.Reflections, "public-reflections/all");
        Rewrite(ErasedKinds.Payments, $"kept-payments/{IUnmatchedPaymentsGrain.Key}");
        Rewrite(ErasedKinds.Audit, "staff/all");
        foreach (var month in UtcMonth.Between(createdAt, time.GetUtcNow()))
        {
            Rewrite(ErasedKinds.Reports, $"reports/{month}");
            Rewrite(ErasedKinds.Audit, $"audit/{month}");
        }
        await AddAccountsAsync(userId, profile, targets);
        targets.AddRange((ErasureTarget[])[
            new(ErasedKinds.Courses, $"learner/{userId}"), new(ErasedKinds.Reflections, $"reflections/{userId}"),
            new(ErasedKinds.Companion, $"companion/{userId}"), new(ErasedKinds.Wallet, $"wallet/{userId}"),
            new(ErasedKinds.Wallet, $"subscription/{userId}"), new(ErasedKinds.Circles, $"memberships/{userId}"),
            new(ErasedKinds.People, $"contacts/{userId}"), new(ErasedKinds.People, $"inbox/{userId}"),
            new(ErasedKinds.Feeds, $"activity-feed/{userId}"), new(ErasedKinds.Profile, $"user/{userId}"),
        ]);
        return targets.DrainToImmutable();

        void Rewrite(string what, string grain) => targets.Add(new(what, grain, part, NewPart(part)));
    }

    /// <summary>
    /// A circle counts members by shards of their ids, so the new id is in the same shard. A circle of the person that
    /// nobody belongs to goes as a whole.
    /// </summary>
    private async Task AddCirclesAsync(string userId, ImmutableArray<ErasureTarget>.Builder targets)
    {
        var (part, shard) = (FormerUsers.PartOf(userId), CircleMemberShards.Of(userId));
        var circles = await CirclesAsync(userId);
        foreach (var circle in circles)
        {
            // Asked, since the journal of a large circle is long.
            if (await grains.Circle(circle).SummaryAsync() is { } summary && summary.CreatedBy == userId
                && (!summary.Active || summary.MembersCount == 0))
            {
                targets.Add(new(ErasedKinds.Circles, $"circle/{circle}"));
                targets.AddRange(Enumerable.Range(0, CircleMemberShards.Count).Select(i =>
                    new ErasureTarget(ErasedKinds.Circles, $"circle-members/{CircleMemberShards.KeyOf(circle, i)}")));
                var circlePart = circle["circle-".Length..];
                targets.AddRange(DirectoriesOf(circle).Select(
                    grain => new ErasureTarget(ErasedKinds.Directory, grain, circlePart, NewPart(circlePart))));
                continue;
            }
            string by;
            do by = NewPart(part);
            while (CircleMemberShards.Of(FormerUsers.IdOf(by)) != shard);
            targets.Add(new(ErasedKinds.Circles, $"circle/{circle}", part, by));
            var members = $"circle-members/{CircleMemberShards.KeyOf(circle, shard)}";
            targets.Add(new(ErasedKinds.Circles, members, part, by));
        }
        targets.AddRange(circles.SelectMany(DirectoriesOf).Distinct(StringComparer.Ordinal).Select(
            grain => new ErasureTarget(ErasedKinds.Directory, grain, part, NewPart(part))));
    }

    /// <summary>Its shard, and the directory of earlier versions.</summary>
    private static string[] DirectoriesOf(string circle) =>
        [$"circle-directory-shard/{CircleDirectoryShards.KeyOf(circle)}", "circle-directory/all"];

    /// <summary>Each pair gets an id of its own, on the same side. One of two who left has no words to keep.</summary>
    private async Task AddOthersAsync(string userId, ImmutableArray<ErasureTarget>.Builder targets)
    {
        var part = FormerUsers.PartOf(userId);
        foreach (var other in await OthersAsync(userId))
        {
            var pair = Pair.Of(userId, other);
            if (FormerUsers.Is(other))
            {
                targets.Add(new(ErasedKinds.People, $"pair/{pair.Key}"));
                continue;
            }
            var by = NewPart(part, isFirst: pair.Low == userId);
            var newKey = pair.Key.Replace(part, by, StringComparison.Ordinal);
            targets.AddRange((ErasureTarget[])[
                new(ErasedKinds.People, $"pair/{pair.Key}", part, by, newKey),
                new(ErasedKinds.People, $"contacts/{other}", part, by),
                new(ErasedKinds.People, $"inbox/{other}", part, by),
                new(ErasedKinds.Feeds, $"activity-feed/{other}", part, by),
            ]);
        }
    }

    private async Task AddReferralsAsync(
        List<UserEvent> profile, string part, ImmutableArray<ErasureTarget>.Builder targets)
    {
        if (profile.OfType<UserCreated>().FirstOrDefault() is not { } created) return;
        var (code, noCode) = (created.ReferralCode, new string('0', created.ReferralCode.Length));
        Rewrite("held-referrals/" + IHeldReferralsGrain.Key, part, NewPart(part));
        Rewrite("held-referrals/" + IHeldReferralsGrain.Key, code, noCode);
        foreach (var friend in (await EventsAsync(ReferralJournal.Code, "referral-code", code))
            .Select(static stored => FriendOf(stored.Event)).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            Rewrite($"user/{friend}", part, NewPart(part));
            Rewrite($"wallet/{friend}", code, noCode);
        }
        targets.Add(new(ErasedKinds.Referrals, $"referral-code/{code}"));
        if (created.ReferredBy is not { } referrer) return;
        Rewrite($"wallet/{referrer}", part, NewPart(part));
        var own = (await EventsAsync(UserJournal.User, "user", referrer)).Select(static stored => stored.Event);
        if (own.OfType<UserCreated>().FirstOrDefault() is { } inviting)
            Rewrite($"referral-code/{inviting.ReferralCode}", part, NewPart(part));

        void Rewrite(string grain, string text, string by) =>
            targets.Add(new(ErasedKinds.Referrals, grain, text, by));
    }

    /// <summary>An address or an identity may be another person's by now; then it only loses the id.</summary>
    private async Task AddAccountsAsync(
        string userId, List<UserEvent> profile, ImmutableArray<ErasureTarget>.Builder targets)
    {
        var part = FormerUsers.PartOf(userId);
        foreach (var email in profile.Select(EmailOf).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var key = Ids.OfEmail(email);
            var account = await StateAsync(AccountJournal.Account, "account", key);
            var isOwn = Add(ErasedKinds.Account, $"account/{key}", account.UserId ?? account.ReservedFor);
            if (!isOwn) continue;
            targets.Add(new(ErasedKinds.Mail, $"mailbox/{key}"));
            targets.Add(new(ErasedKinds.Mail, null, email));
        }
        var ways = (await EventsAsync(AccountJournal.WaysIn, "ways-in", userId)).Select(static stored => stored.Event);
        foreach (var key in ways.Select(IdentityOf).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var identity = await StateAsync(AccountJournal.Identity, "identity", key);
            Add(ErasedKinds.WaysIn, $"identity/{key}", identity.UserId);
        }
        targets.AddRange((ErasureTarget[])[
            new(ErasedKinds.WaysIn, $"ways-in/{userId}"), new(ErasedKinds.WaysIn, $"second-factor/{userId}"),
        ]);

        bool Add(string what, string grain, string? owner)
        {
            var isOwn = owner is null || owner == userId;
            targets.Add(isOwn ? new(what, grain) : new(what, grain, part, NewPart(part)));
            return isOwn;
        }
    }

    private static string? IdentityOf(WaysInEvent happened) => happened switch
    {
        WayInLinked e => e.Key,
        PasskeyAdded e => e.Key,
        _ => null,
    };

    private static string? EmailOf(UserEvent happened) => happened switch
    {
        UserCreated e => e.Email,
        UserUpgraded e => e.Email,
        UserEmailChanged e => e.Email,
        _ => null,
    };

    private static string? FriendOf(ReferralEvent happened) => happened switch
    {
        ReferredSignedUp e => e.UserId,
        ReferralConverted e => e.UserId,
        ReferralHeld e => e.UserId,
        ReferralVoided e => e.UserId,
        ReferralRevoked e => e.UserId,
        _ => null,
    };

    private static string NewPart(string part, bool isFirst = true)
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes[2..]);
        return FormerUsers.Replacement(part, BinaryPrimitives.ReadInt64BigEndian(bytes), isFirst);
    }

    private async Task<TState> StateAsync<TState, TEvent>(
        JournalDefinition<TState, TEvent> definition, string grain, string key)
        where TState : class where TEvent : class =>
        (await EventsAsync(definition, grain, key)).Aggregate(definition.Empty(key), definition.Apply);

    private async Task<List<EventEnvelope<TEvent>>> EventsAsync<TState, TEvent>(
        JournalDefinition<TState, TEvent> definition, string grain, string key)
        where TState : class where TEvent : class
    {
        var (store, events) = (storage.Of($"{grain}/{key}").Journal, new List<EventEnvelope<TEvent>>());
        for (var after = 0L; ;)
        {
            var rows = await store.ReadAfterAsync($"{definition.Name}/{key}", after, PageSize);
            events.AddRange(rows.Select(row => new EventEnvelope<TEvent>(
                0, row.Seq, row.At, row.Op, definition.Events.Decode(row.Type, row.Payload))));
            if (rows.Count < PageSize) return events;
            after = rows[^1].Seq;
        }
    }
}
