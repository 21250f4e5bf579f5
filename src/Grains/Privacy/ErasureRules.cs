namespace XelaConnect.Grains.Privacy;

/// <summary>What a portion did, and where the next one begins; null: the step is over.</summary>
internal sealed record ErasureProgress(
    ErasurePosition? Next, ImmutableArray<ErasedRows> Rows, ImmutableArray<ErasureTarget> Found);

internal readonly record struct ErasurePosition(
    int Index, int SubStream = 0, long AfterSeq = 0, string? AfterStream = null);

internal static class ErasureRules
{
    private const int TargetsPerEvent = 500;

    public static Decision<ErasureEvent> Begin(ErasureState erasure, BeginErasure command, PlannedErasure planned) =>
        erasure.UserId is not null ? Decision.Nothing
        : Decision<ErasureEvent>.Record(new ErasureBegun(command.UserId, planned.RequestedAt, planned.UserCreatedAt))
            .AndSend(Continue(erasure.Id, erasure.Number));

    public static Decision<ErasureEvent> Advance(
        ErasureState erasure, int number, ErasureProgress progress, DateTimeOffset now)
    {
        if (number != erasure.Number) return Decision.Nothing;
        var step = progress.Next is null ? Following(erasure, progress) : erasure.Step;
        var next = progress.Next ?? default;
        var found = progress.Found.Chunk(TargetsPerEvent).Select(static some => new TargetsFound([.. some]));
        var decision = Decision<ErasureEvent>.Record(
            [.. found, new ErasureAdvanced(
                step, next.Index, next.SubStream, next.AfterSeq, next.AfterStream, EndsStep: progress.Next is null,
                progress.Rows)]);
        return step == ErasureStep.Done
            ? decision.AndSend(ReceiptMessages.Issue.To(
                erasure.Id, new IssueReceipt($"{erasure.Id}/issue", ReceiptOf(erasure, now))))
            : decision.AndSend(Continue(erasure.Id, number + 1));
    }

    /// <summary>A pass that erased something is followed by another one.</summary>
    private static ErasureStep Following(ErasureState erasure, ErasureProgress progress) => erasure.Step switch
    {
        ErasureStep.Erase when erasure.PassRows > 0 || !progress.Rows.IsEmpty => ErasureStep.Erase,
        var step => step + 1,
    };

    private static OutboxMessage Continue(string id, int number) =>
        ErasureMessages.Continue.To(id, new ContinueErasure(FormattableString.Invariant($"{id}/{number}"), number));

    private static ErasureReceipt ReceiptOf(ErasureState erasure, DateTimeOffset now) => new(
        erasure.Id, erasure.RequestedAt, erasure.BegunAt, now, erasure.Passes,
        [.. erasure.Rows.Values.Where(static kind => kind.Deleted + kind.Rewritten > 0)],
        [.. ErasedKinds.Kept.Select(kept => new KeptRows(
            kept.What, erasure.Rows.GetValueOrDefault(kept.What)?.Rewritten ?? 0, kept.Why))]);
}

/// <summary>What a receipt calls the rows.</summary>
internal static class ErasedKinds
{
    public const string Profile = "profile, with its history and sessions";
    public const string Account = "account, with password, codes and devices";
    public const string WaysIn = "ways to sign in";
    public const string Mail = "mail to your addresses";
    public const string Circles = "circles: memberships and posts";
    public const string Directory = "directory of circles";
    public const string People = "connections, blocks and conversations";
    public const string Feeds = "feeds";
    public const string Courses = "progress in courses";
    public const string Reflections = "reflections";
    public const string Companion = "conversation with Xela, and what Xela remembered";
    public const string Wallet = "wallet and subscription";
    public const string Payments = "card and store payments";
    public const string Referrals = "referrals";
    public const string Discovery = "discovery";
    public const string Reports = "reports";
    public const string Audit = "audit log of staff";

    public static readonly ImmutableArray<(string What, string Why)> Kept =
    [
        (Payments, "Amount, time and the number at the payment provider are kept for ten years, as tax law requires, "
            + "without you."),
        (Reports, "Reports about you are kept to protect others, without you; the words of your reports are erased."),
        (Audit, "That staff did something is kept, so that misuse is found; for whom is erased."),
        (People, "The other side keeps its own words. Yours are erased, and you are called Someone who left."),
        (Circles, "Circles keep the order of their posts. Yours are erased, and you are called Someone who left."),
    ];
}
