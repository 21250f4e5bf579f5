namespace XelaConnect.Discovery;

/// <summary>The points of the parts of compatibility, out of 100: the settings under <c>Xela:Matching</c>.</summary>
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
    /// <summary>The weights without settings.</summary>
    public static readonly MatchingWeights Default = new(
        InterestEach: 10, MaxInterests: 50, BadgeSame: 15, BadgeKindred: 10, MaxAgePoints: 15, AgeYears: 15, City: 10,
        CircleEach: 5, MaxCirclePoints: 10, PriorityLead: 5);

    /// <summary>The maximum sum of all parts. A score never exceeds 100.</summary>
    public int MaxTotal => MaxInterests + Math.Max(BadgeSame, BadgeKindred) + MaxAgePoints + City + MaxCirclePoints;
}
