using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Privacy;
using XelaConnect.Privacy;

namespace XelaConnect.Grains.Tests.Privacy;

/// <summary>An erasure goes on until a pass finds nothing, and its receipt counts what was erased.</summary>
public sealed class ErasureRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Passes_follow_until_one_finds_nothing()
    {
        var erasure = Begun();
        foreach (var step in (ErasureStep[])[ErasureStep.Leave, ErasureStep.Search, ErasureStep.Find])
        {
            erasure.Step.ShouldBe(step);
            ImmutableArray<ErasureTarget> found = step == ErasureStep.Leave ? [] : [new(ErasedKinds.Payments, $"grain/{step}")];
            (erasure, _) = Advance(erasure, new(null, [], found));
        }
        erasure.Targets.Select(target => target.Grain).ShouldBe(["grain/Search", "grain/Find"]);

        (erasure, _) = Advance(erasure, new(new(1, 2, 30), [new(ErasedKinds.Payments, 0, 5)], []));
        (erasure.Step, erasure.Index, erasure.SubStream, erasure.AfterSeq).ShouldBe((ErasureStep.Erase, 1, 2, 30));
        (erasure, _) = Advance(erasure, new(null, [new(ErasedKinds.Profile, 7, 0)], []));
        (erasure.Step, erasure.Passes, erasure.Index).ShouldBe((ErasureStep.Erase, 1, 0));
        // A row that was written meanwhile.
        (erasure, _) = Advance(erasure, new(null, [new(ErasedKinds.Payments, 0, 1)], []));
        (erasure, _) = Advance(erasure, new(null, [], []));
        (erasure.Step, erasure.Passes).ShouldBe((ErasureStep.Issue, 3));
        var (done, message) = Advance(erasure, new(null, [], []));
        done.Step.ShouldBe(ErasureStep.Done);
        var receipt = ((IssueReceipt)message.Command).Receipt;
        receipt.Passes.ShouldBe(3);
        receipt.Erased.ShouldBe([new(ErasedKinds.Payments, 0, 6), new(ErasedKinds.Profile, 7, 0)]);
        receipt.Kept.Single(kept => kept.What == ErasedKinds.Payments).Rows.ShouldBe(6);
        receipt.Kept.ShouldAllBe(kept => kept.Why.Length > 0);
    }

    [Fact]
    public void Portion_that_is_repeated_changes_nothing()
    {
        var erasure = Begun();
        var (after, message) = Advance(erasure, new(null, [], []));
        ((ContinueErasure)message.Command).Number.ShouldBe(after.Number);
        ErasureRules.Advance(after, erasure.Number, new(null, [], []), Now).Events.ShouldBeEmpty();
        ErasureRules.Begin(after, new("begin", "user-1"), new(Now, Now, "receipt-1", Now)).Events.ShouldBeEmpty();
    }

    private static ErasureState Begun() => Apply(new ErasureState("receipt-1"),
        ErasureRules.Begin(
            new ErasureState("receipt-1"), new("begin", "user-1"), new(Now.AddDays(-30), Now, "receipt-1", Now.AddDays(-90))));

    private static (ErasureState, OutboxMessage) Advance(ErasureState erasure, ErasureProgress progress)
    {
        var decision = ErasureRules.Advance(erasure, erasure.Number, progress, Now);
        return (Apply(erasure, decision), decision.Messages.Single());
    }

    private static ErasureState Apply(ErasureState erasure, Decision<ErasureEvent> decision) => decision.Events.Aggregate(
        erasure, (state, happened) => ErasureState.Apply(state, new EventEnvelope<ErasureEvent>(0, 1, Now, null, happened)));
}
