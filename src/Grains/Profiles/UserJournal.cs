using System.Text.Json.Nodes;

namespace XelaConnect.Grains.Profiles;

internal static class ProfilesModule
{
    public static void AddTo(IServiceCollection services) =>
        services.AddJournal(UserJournal.User).AddOutboxMessages(UserMessages.All);
}

/// <summary>Stored names begin with "accounts", the feature that users first belonged to.</summary>
internal static class UserJournal
{
    public static readonly JournalDefinition<UserState, UserEvent> User = new()
    {
        Name = "accounts.user",
        Empty = static id => new UserState(id),
        Apply = UserState.Apply,
        Events = new EventCodec<UserEvent>(ProfilesJson.Default)
            // Earlier versions had an event for each facet, with the facet's own fields.
            .Upcast("accounts.circles-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<CirclesFacet>)
            .Upcast("accounts.referrals-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<ReferralsFacet>)
            .Upcast("accounts.wallet-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<WalletFacet>)
            .Upcast("accounts.subscription-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<SubscriptionFacet>)
            .Upcast("accounts.boost-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<BoostFacet>)
            .Upcast("accounts.learning-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<LearningFacet>)
            .Upcast("accounts.connections-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<ConnectionsFacet>)
            .Upcast("accounts.companion-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<CompanionFacet>)
            .Upcast("accounts.reflections-projected.v1", ProfilesJson.Default.JsonObject, UpdatedOf<ReflectionsFacet>),
        Snapshot = ProfilesJson.Default.UserState,
        SnapshotName = "accounts.user.v2",
        SizeOf = static user => user.Sessions.Count
            + user.Facet<CirclesFacet>().CircleIds.Length + user.Facet<LearningFacet>().Courses.Length,
        Replicas = [DiscoveryReplica.Replica],
    };

    private static FacetUpdated UpdatedOf<TFacet>(JsonObject stored) where TFacet : UserFacet =>
        new(UserFacets.VersionOf(stored), UserFacets.FacetOf<TFacet>(stored));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserEvent))]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ProfilesJson : JsonSerializerContext;
