using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Profiles;

/// <summary>Users in the states that tests need.</summary>
internal static class UserStates
{
    /// <summary>The user with a facet in the place of the one of its kind.</summary>
    public static UserState With(this UserState user, UserFacet facet) => user with
    {
        Facets = user.Facets.RemoveAll(stored => stored.Facet.GetType() == facet.GetType())
            .Add(new FacetVersion(user.VersionOf(facet) + 1, facet)),
    };

    /// <summary>The user after an update of a facet by the rule.</summary>
    public static UserState Updated(this UserState user, long version, UserFacet facet, DateTimeOffset at = default) =>
        UserRules.UpdateFacet(user, new UpdateFacet($"op/{version}", version, facet), at).Events
            .Aggregate(user, (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, at, null, happened)));
}
