using XelaConnect.Profiles;

namespace XelaConnect.Discovery;

/// <summary>The part of a profile that compatibility compares.</summary>
[GenerateSerializer, Immutable, Alias("discovery.match-profile.v1")]
public sealed record MatchProfile(
    [property: Id(0)] ImmutableArray<string> Interests, [property: Id(1)] string? IdentityBadge,
    [property: Id(2)] int? Age, [property: Id(3)] string? City, [property: Id(4)] ImmutableArray<string> Circles)
{
    /// <summary>The match profile of a user.</summary>
    public static MatchProfile Of(UserView user) =>
        new(user.Interests, user.IdentityBadge, user.Age, user.City, user.CirclesJoined);

    /// <summary>Compares arrays by their items.</summary>
    public bool Equals(MatchProfile? other) =>
        other is not null && IdentityBadge == other.IdentityBadge && Age == other.Age && City == other.City
        && Interests.AsSpan().SequenceEqual(other.Interests.AsSpan())
        && Circles.AsSpan().SequenceEqual(other.Circles.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IdentityBadge, Age, City, Interests.Length, Circles.Length);
}
