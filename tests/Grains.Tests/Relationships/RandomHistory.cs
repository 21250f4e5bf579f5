using System.Globalization;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Relationships;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>Which actions a <see cref="RandomHistory"/> draws.</summary>
internal enum HistoryKind
{
    /// <summary>Asking, answering, ending and blocking.</summary>
    Mixed,
    /// <summary>They are connected, and mostly talk.</summary>
    Talking,
}

/// <summary>
/// A random history of three people, decided by a seed. Their actions come at any time, also twice. Calls between grains and their
/// responses get lost, delayed and repeated, processes end, stores and their responses fail.
/// </summary>
internal sealed class RandomHistory
{
    public static readonly string[] People = ["user-ada", "user-bo", "user-cy"];
    public static readonly Pair[] Pairs = [Pair.Of(People[0], People[1]), Pair.Of(People[0], People[2]), Pair.Of(People[1], People[2])];

    private readonly Random random;
    private readonly HistoryKind kind;
    private readonly List<TaskCompletionSource> held = [];
    private readonly List<Func<Task<Outcome<Done>>>> again = [];
    private bool storm = true;

    public RandomHistory(int seed, HistoryKind kind, int steps)
    {
        random = new Random(seed);
        this.kind = kind;
        Fixture = new RelationshipFixture(new KernelSizes
        {
            TailRows = random.Next(1, 8), PageRows = random.Next(1, 4), SnapshotEvery = random.Next(2, 8),
            OperationsRemembered = random.Next(1, 6), MaxBatch = random.Next(1, 5),
        })
        {
            OnTheWay = CarryAsync,
        };
        foreach (var userId in People) Fixture.Names[userId] = NameOf(userId);
        if (kind == HistoryKind.Talking)
            foreach (var pair in Pairs) MakeFriends(pair);
        for (var step = 0; step < steps; step++)
        {
            Fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
            Step();
            if (random.Next(3) > 0) Fixture.Scheduler.RunUntilIdle();
        }
        Settle();
    }

    public RelationshipFixture Fixture { get; }

    /// <summary>All actions so far.</summary>
    public List<HistoryStep> Steps { get; } = [];

    /// <summary>The follower of each person's inbox.</summary>
    public Dictionary<string, Follower> Followers { get; } = People.ToDictionary(static p => p, static _ => new Follower());

    public static string NameOf(string userId) => userId["user-".Length..].ToUpperInvariant();

    private void Step()
    {
        var fickle = kind == HistoryKind.Mixed;
        switch (random.Next(100))
        {
            case < 50: Do(fickle ? Mixed() : Talking()); break;
            case < 58 when Steps.Count > 0: Do(Steps[random.Next(Steps.Count)]); break;
            case < 62: Follow(People[random.Next(People.Length)]); break;
            case < 84 when Fixture.Store.Waiting > 0: Fixture.Store.End(random.Next(Fixture.Store.Waiting), RandomEnding()); break;
            case < 86: Pass(TimeSpan.FromSeconds(3)); break;
            case 86 when fickle: Pass(TimeSpan.FromDays(random.Next(1, 40))); break;
            case < 90 when Fixture.Active.Count > 0:
                Fixture.Crash(Fixture.Active[random.Next(Fixture.Active.Count)], () => random.Next(2) == 0
                    ? AppendOutcome.Failed
                    : AppendOutcome.AnswerLost); break;
            case < 94 when held.Count > 0: Release(random.Next(held.Count)); break;
            case < 96 when again.Count > 0: _ = Fixture.Call(again[random.Next(again.Count)]); break;
            case < 98: Fixture.Sweep(); break;
            default: Fixture.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 900))); break;
        }
    }

    /// <summary>Time passes, but no append takes so long that it counts as lost: the kernel's own test covers that.</summary>
    private void Pass(TimeSpan time)
    {
        while (Fixture.Store.Waiting > 0)
        {
            Fixture.Store.End(0, RandomEnding());
            Fixture.Scheduler.RunUntilIdle();
        }
        Fixture.Time.Advance(time);
    }

    private HistoryStep Mixed() => New(random.Next(20) switch
    {
        < 6 => HistoryAction.Request,
        < 10 => HistoryAction.Accept,
        < 12 => HistoryAction.Decline,
        < 14 => HistoryAction.Remove,
        < 15 => HistoryAction.Block,
        < 17 => HistoryAction.Unblock,
        _ => HistoryAction.Send,
    });

    private HistoryStep Talking() => New(random.Next(40) switch
    {
        < 24 => HistoryAction.Send,
        < 32 => HistoryAction.Read,
        < 35 => HistoryAction.Receive,
        < 37 => HistoryAction.Look,
        37 => HistoryAction.Open,
        38 => HistoryAction.Block,
        _ => random.Next(3) switch { 0 => HistoryAction.Unblock, 1 => HistoryAction.Request, _ => HistoryAction.Accept },
    });

    private HistoryStep New(HistoryAction act)
    {
        var pair = Pairs[random.Next(Pairs.Length)];
        // Marks come late, early, twice and beyond the end.
        long? upTo = random.Next(4) == 0 ? null : random.Next(0, 45);
        return new HistoryStep($"op{Steps.Count + 1}", act, pair, random.Next(2) == 0 ? pair.Low : pair.High, upTo);
    }

    private void Do(HistoryStep step)
    {
        var done = step with { Answer = Fixture.Call<object>(async () => await AnswerAsync(Fixture.Pair(step.Pair.Key), step)) };
        Steps.Add(done);
    }

    private static async Task<object> AnswerAsync(PairGrain pair, HistoryStep step) => step.Action switch
    {
        HistoryAction.Request => await pair.RequestAsync(new(step.Op, step.By)),
        HistoryAction.Accept => await pair.AcceptAsync(new(step.Op, step.By)),
        HistoryAction.Decline => await pair.DeclineAsync(new(step.Op, step.By)),
        HistoryAction.Remove => await pair.RemoveAsync(new(step.Op, step.By)),
        HistoryAction.Block => await pair.BlockAsync(new(step.Op, step.By)),
        HistoryAction.Unblock => await pair.UnblockAsync(new(step.Op, step.By)),
        HistoryAction.Open => await pair.OpenAsync(new(step.Op, step.By)),
        HistoryAction.Send => await pair.SendAsync(new(step.Op, step.By, step.Text)),
        HistoryAction.Read => await pair.MarkReadAsync(step.By, step.UpTo),
        HistoryAction.Look => await pair.HistoryAsync(step.By, null, step.UpTo, 5),
        _ => await ReceiveAsync(pair, step),
    };

    private static async Task<Outcome<Done>> ReceiveAsync(PairGrain pair, HistoryStep step)
    {
        await pair.MarkDeliveredAsync(step.By, step.UpTo ?? 3);
        return Done.Instance;
    }

    /// <summary>A device asks for the changes of the inbox since its position.</summary>
    private void Follow(string userId)
    {
        var follower = Followers[userId];
        if (follower.Asks) return;
        follower.Asks = true;
        _ = Fixture.Call(async () =>
        {
            try { follower.Take(await Fixture.Inbox(userId).ChangesAsync(follower.Position, random.Next(1, 4))); }
            catch (Exception e) when (e is StorageUnavailableException or TimeoutException) { /* it asks again */ }
            catch (ShouldAssertException e) { follower.Broken ??= e; }
            finally { follower.Asks = false; }
            return 0;
        });
    }

    private void MakeFriends(Pair pair)
    {
        storm = false;
        Do(new HistoryStep($"ask{Steps.Count}", HistoryAction.Request, pair, pair.Low, null));
        Fixture.Settle();
        Do(new HistoryStep($"yes{Steps.Count}", HistoryAction.Accept, pair, pair.High, null));
        Fixture.Settle();
        storm = true;
    }

    private AppendOutcome RandomEnding() =>
        random.Next(12) switch { 0 => AppendOutcome.Failed, 1 => AppendOutcome.AnswerLost, _ => AppendOutcome.Answered };

    private async Task<Outcome<Done>> CarryAsync(Func<Task<Outcome<Done>>> ask)
    {
        var fate = storm ? random.Next(12) : 12;
        if (fate == 0) throw new TimeoutException("It got lost on the way there.");
        if (fate == 1)
        {
            var late = new TaskCompletionSource();
            held.Add(late);
            await late.Task;
        }
        if (fate == 2) again.Add(ask);
        var answer = await ask();
        return fate == 3 ? throw new TimeoutException("The answer got lost.") : answer;
    }

    private void Release(int index)
    {
        var late = held[index];
        held.RemoveAt(index);
        Fixture.Scheduler.Start(() => late.TrySetResult());
    }

    private void Settle()
    {
        storm = false;
        while (held.Count > 0) Release(0);
        Fixture.Settle();
        foreach (var userId in People)
        {
            var follower = Followers[userId];
            follower.Ended = false;
            for (var left = 200; follower.Asks || follower.More || !follower.Ended; left--)
            {
                left.ShouldBeGreaterThan(0, "a device does not come to the end of an inbox");
                if (!follower.Asks) Follow(userId);
                Fixture.Settle();
                if (follower.Broken is { } broken) throw broken;
            }
        }
    }
}

/// <summary>An action of a person.</summary>
internal enum HistoryAction { Request, Accept, Decline, Remove, Block, Unblock, Open, Send, Read, Receive, Look }

/// <summary>An action and its response.</summary>
internal sealed record HistoryStep(string Op, HistoryAction Action, Pair Pair, string By, long? UpTo)
{
    public Task<object> Answer { get; init; } = null!;

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Op} of {By}");

    /// <summary>The response, if there is one and it is not a refusal.</summary>
    public T? Value<T>() where T : class => Answer is { IsCompletedSuccessfully: true, Result: Outcome<T> { IsOk: true } outcome }
        ? outcome.Value
        : null;

    public Fault? Refusal => !Answer.IsCompletedSuccessfully ? null : Answer.Result switch
    {
        Outcome<ConnectionView> o => o.Fault,
        Outcome<Done> o => o.Fault,
        Outcome<ConversationView> o => o.Fault,
        Outcome<MessageView> o => o.Fault,
        Outcome<MarkView> o => o.Fault,
        _ => null,
    };
}

/// <summary>A device that follows an inbox: it must receive each change once and in order.</summary>
internal sealed class Follower
{
    public long Position { get; private set; }
    public bool Asks { get; set; }
    public bool More { get; private set; }

    /// <summary>It has reached the end at least once.</summary>
    public bool Ended { get; set; }

    /// <summary>The last received state of each conversation.</summary>
    public Dictionary<string, ConversationView> Known { get; } = new(StringComparer.Ordinal);

    public int Steps { get; private set; }

    /// <summary>The violation that it found.</summary>
    public Exception? Broken { get; set; }

    public void Take(InboxChanges changes)
    {
        changes.TooFar.ShouldBeFalse("the position is one that it received");
        foreach (var step in changes.Changes)
        {
            Known.TryGetValue(step.Conversation.Id, out var before);
            step.AfterSeq.ShouldBe(before?.LastSeq ?? 0, "messages begin where the step before ended: none is missing, none comes twice");
            step.AfterRead.ShouldBe(before?.ReadUpTo ?? 0);
            step.AfterOtherRead.ShouldBe(before?.OtherReadUpTo ?? 0);
            step.Conversation.LastSeq.ShouldBeGreaterThanOrEqualTo(step.AfterSeq);
            Known[step.Conversation.Id] = step.Conversation;
            Steps++;
        }
        changes.Seq.ShouldBeGreaterThanOrEqualTo(Position);
        Position = changes.Seq;
        More = changes.More;
        Ended = !More;
    }
}
