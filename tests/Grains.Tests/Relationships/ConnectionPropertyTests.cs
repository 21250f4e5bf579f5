using System.Text.Json;
using XelaConnect.Grains.Relationships;
using XelaConnect.Profiles;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>Relations under random actions, delivery orders and crashes. A failing run names its seed.</summary>
public sealed class ConnectionPropertyTests
{
    private const int Runs = 1000;

    [Fact]
    public void Random_histories_match_the_oracle_for_every_pair()
    {
        var (requests, accepted, blocks, declined, refused, unknown, messages) = (0, 0, 0, 0, 0, 0, 0);
        for (var seed = 1; seed <= Runs; seed++)
        {
            try
            {
                var history = new RandomHistory(seed, HistoryKind.Mixed, steps: 60 + (seed % 5 * 30));
                var pairs = RandomHistory.Pairs.Select(pair => new RelationshipOracle(history, pair)).ToList();
                foreach (var pair in pairs) CheckPair(history, pair);
                foreach (var userId in RandomHistory.People) CheckPerson(history, pairs, userId);
                CheckReplay(history);
                requests += pairs.Sum(p => p.Requests);
                accepted += pairs.Sum(p => p.NotifiedAcceptances.Values.Sum());
                blocks += pairs.Sum(p => p.Blocks);
                declined += pairs.Count(p => p.Status == ConnectionStatuses.Declined);
                messages += pairs.Sum(p => p.Messages.Count);
                refused += history.Steps.Count(d => d.Refusal is not null);
                unknown += history.Steps.Count(d => d.Answer.IsFaulted);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"The history of seed {seed} breaks a promise: {e.Message}", e);
            }
        }
        // The runs reach what they are about.
        requests.ShouldBeGreaterThan(3 * Runs);
        accepted.ShouldBeGreaterThan(Runs);
        blocks.ShouldBeGreaterThan(Runs);
        declined.ShouldBeGreaterThan(Runs / 8);
        messages.ShouldBeGreaterThan(Runs / 8);
        refused.ShouldBeGreaterThan(10 * Runs);
        unknown.ShouldBeGreaterThan(Runs);
    }

    private static void CheckPair(RandomHistory history, RelationshipOracle pair)
    {
        var state = history.Fixture.PairState(pair.Pair.Key);
        state.Status.ShouldBe(pair.Status);
        if (pair.AskedBy is { } askedBy) state.AskedById.ShouldBe(askedBy);
        (state.BlockedByLow is not null, state.BlockedByHigh is not null)
            .ShouldBe((pair.Blocking.Contains(pair.Pair.Low), pair.Blocking.Contains(pair.Pair.High)));
        (state.AcceptedAt is not null).ShouldBe(pair.Status == ConnectionStatuses.Accepted);
        // The state is what was answered, and a repeat gets the same response.
        foreach (var same in pair.Steps.GroupBy(d => d.Op))
        {
            var answers = same.Select(d => d.Value<MessageView>()).OfType<MessageView>().ToList();
            if (answers.Count == 0) continue;
            answers.Select(m => (m.Id, m.Seq, m.Content)).Distinct().ShouldHaveSingleItem();
            pair.Messages.Count(m => m.Sent.Id == answers[0].Id).ShouldBe(1, "an answered message is stored, and once");
            pair.Messages[(int)answers[0].Seq - 1].Sent.Id.ShouldBe(answers[0].Id);
        }
        pair.Messages.Select(m => m.Sent.Content).Distinct().Count().ShouldBe(pair.Messages.Count, "an operation sends once");
    }

    private static void CheckPerson(RandomHistory history, List<RelationshipOracle> pairs, string userId)
    {
        var fixture = history.Fixture;
        var contacts = fixture.ContactsState(userId);
        var mine = pairs.Where(p => p.Pair.Has(userId)).ToList();
        var connected = mine.Where(p => p.IsConnected).Select(p => p.Pair.Other(userId)).ToList();

        contacts.Connected.ShouldBe(connected.Count, "counts are those of a recount");
        contacts.MaxConnected.ShouldBeGreaterThanOrEqualTo(contacts.Connected);
        if (fixture.Counts.TryGetValue(userId, out var sent))
            sent.Facet.ShouldBe(new ConnectionsFacet { Count = contacts.Connected, Max = contacts.MaxConnected });
        else contacts.MaxConnected.ShouldBe(0);
        fixture.Ask(() => fixture.Contacts(userId).ConnectedAsync()).ShouldBe(connected, ignoreOrder: true);

        var outOfSight = fixture.Ask(() => fixture.Contacts(userId).HiddenFromDiscoveryAsync());
        var listed = fixture.Ask(() => fixture.Contacts(userId).ListAsync(new ConnectionQuery(null, null, 100))).Value!.Items;
        listed.Select(c => c.Id).ShouldBeUnique();
        foreach (var pair in mine)
        {
            var other = pair.Pair.Other(userId);
            var relation = fixture.Ask(() => fixture.Contacts(userId).RelationAsync(other));
            // A blocked person sees their later request, and the blocker does not.
            var isShown = !pair.Blocking.Contains(userId) && pair.Status is not (null or ConnectionStatuses.Removed);
            if (pair.Blocking.Count > 0 && isShown) (pair.Status, pair.AskedBy).ShouldBe((ConnectionStatuses.Pending, userId));
            relation.Connection?.Status.ShouldBe(pair.Status);
            (relation.Connection is not null).ShouldBe(isShown, $"{userId} and {other}");
            listed.Any(c => c.Id == pair.Pair.ConnectionId).ShouldBe(isShown);
            relation.HasBlocked.ShouldBe(pair.Blocking.Contains(userId));
            relation.IsHidden.ShouldBe(pair.Blocking.Count > 0, "who blocks and who is blocked do not see each other");
            relation.IsConnected.ShouldBe(pair.IsConnected);
            var declinedLately = pair.Status == ConnectionStatuses.Declined
                && fixture.Time.GetUtcNow() - pair.ChangedAt < TimeSpan.FromDays(30);
            var mustBe = pair.Blocking.Count > 0 || declinedLately
                || pair.Status is ConnectionStatuses.Pending or ConnectionStatuses.Accepted;
            // A decline, or an acceptance after it, may be superseded before it was sent; then only the pair knows it.
            var mayBe = fixture.Time.GetUtcNow() - pair.LastDeclined < TimeSpan.FromDays(30);
            if (mustBe || !mayBe) outOfSight.Contains(other).ShouldBe(mustBe);
            // The blocker gets no notification during the block.
            if (contacts.Contacts.TryGetValue(other, out var contact) && contact.Relation.BlocksSince is null)
                Text(contact.Relation).ShouldBe(Text(ConnectionRules.RelationOf(fixture.PairState(pair.Pair.Key), userId)));
            CheckNotified(history, pair, userId);
        }
    }

    /// <summary>
    /// A person is notified of each request and each acceptance at most once, and always of the last one: a change that was superseded
    /// before it was sent is skipped.
    /// </summary>
    private static void CheckNotified(RandomHistory history, RelationshipOracle pair, string userId)
    {
        var other = pair.Pair.Other(userId);
        var sent = history.Fixture.FeedState(userId).Newest;
        var asks = sent.Count(a => a.Text.ActionLink == "/connections?status=pending"
            && a.Text.Title.StartsWith(RandomHistory.NameOf(other), StringComparison.Ordinal));
        var yes = sent.Count(a => a.Text.ActionLink == $"/messages/{other}");
        asks.ShouldBeLessThanOrEqualTo(pair.Asked.GetValueOrDefault(userId));
        yes.ShouldBeLessThanOrEqualTo(pair.NotifiedAcceptances.GetValueOrDefault(userId));
        if (pair.Blocking.Count > 0) return;
        if (pair.Status == ConnectionStatuses.Pending && pair.AskedBy == other) asks.ShouldBeGreaterThan(0);
        if (pair.Status == ConnectionStatuses.Accepted && pair.AskedBy == userId) yes.ShouldBeGreaterThan(0);
    }

    /// <summary>After a reload from snapshots and journals, the state is as it was in memory.</summary>
    private static void CheckReplay(RandomHistory history)
    {
        var fixture = history.Fixture;
        var before = Everything(fixture);
        fixture.ForgetAll();
        Everything(fixture).ShouldBe(before);
    }

    internal static string Everything(RelationshipFixture fixture) => string.Join('\n',
    [
        .. RandomHistory.Pairs.Select(p => Text(fixture.PairState(p.Key))),
        .. RandomHistory.People.Select(p => Text(fixture.ContactsState(p))),
        .. RandomHistory.People.Select(
            p => string.Join('\n', fixture.InboxState(p).Conversations.OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => Text(c.Value)))),
        .. RandomHistory.People.Select(p => $"{fixture.FeedState(p).LastSeq}: {string.Join('\n', fixture.FeedState(p).Newest)}"),
    ]);

    private static string Text(PairState pair) =>
        JsonSerializer.Serialize(pair, PairJson.Default.PairState) + pair.Marks + pair.MarksSeq + string.Join('\n', pair.Recent);

    private static string Text(ContactsState contacts) =>
        $"{contacts.Version} {contacts.Connected} {contacts.MaxConnected} {contacts.IsInvisible} "
        + $"{string.Join('\n', contacts.Contacts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value))}";

    private static string Text(object record) => record.ToString()!;
}
