namespace XelaConnect.Discovery;

/// <summary>What each part of compatibility is worth, in points of 100: data, from the settings under <c>Xela:Matching</c> (contract, "Compatibility").</summary>
/// <param name="InterestEach">For each interest both have.</param>
/// <param name="MaxInterests">The most that shared interests give together.</param>
/// <param name="BadgeSame">When both carry the same identity badge.</param>
/// <param name="BadgeKindred">When their badges are another one's kin, as <see cref="Compatibility"/> lists them.</param>
/// <param name="MaxAgePoints">For the same age; falls evenly with the years between.</param>
/// <param name="AgeYears">From how many years between on age gives nothing.</param>
/// <param name="City">For the same city.</param>
/// <param name="CircleEach">For each circle both are in.</param>
/// <param name="MaxCirclePoints">The most that shared circles give together.</param>
/// <param name="PriorityLead">
/// How many points of a better score someone with priority visibility (a boost, or a plan that has it) stands ahead of. Changes the order only, never a score.
/// </param>
[GenerateSerializer, Immutable, Alias("discovery.matching-weights.v1")]
public sealed record MatchingWeights(
    [property: Id(0)] int InterestEach,
    [property: Id(1)] int MaxInterests,
    [property: Id(2)] int BadgeSame,
    [property: Id(3)] int BadgeKindred,
    [property: Id(4)] int MaxAgePoints,
    [property: Id(5)] int AgeYears,
    [property: Id(6)] int City,
    [property: Id(7)] int CircleEach,
    [property: Id(8)] int MaxCirclePoints,
    [property: Id(9)] int PriorityLead)
{
    /// <summary>What holds where no setting says otherwise.</summary>
    public static readonly MatchingWeights Default = new(
        InterestEach: 10, MaxInterests: 50, BadgeSame: 15, BadgeKindred: 10, MaxAgePoints: 15, AgeYears: 15, City: 10, CircleEach: 5, MaxCirclePoints: 10, PriorityLead: 5);

    /// <summary>The most that all parts can give together. A score is at most 100 whatever this is.</summary>
    public int Most => MaxInterests + Math.Max(BadgeSame, BadgeKindred) + MaxAgePoints + City + MaxCirclePoints;
}
