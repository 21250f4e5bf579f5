using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.Grains.Outbox;

internal static class UserFacets
{
    public static StateReplica<TState> Replica<TState>(
        string id, Func<TState, TState, bool> changed, Func<TState, string> userId, Func<TState, UserFacet> facet) =>
        new(id, changed, (state, operationId, version) =>
            UserMessages.UpdateFacet.To(userId(state), new UpdateFacet(operationId, version, facet(state))));

    /// <summary>A stored command of an earlier version had the facet's own fields beside id and version.</summary>
    public static UpdateFacet UpdateOf<TFacet>(JsonObject stored) where TFacet : UserFacet =>
        new(stored["operation_id"]!.GetValue<string>(), VersionOf(stored), FacetOf<TFacet>(stored));

    public static long VersionOf(JsonObject stored) => stored["version"]!.GetValue<long>();

    public static TFacet FacetOf<TFacet>(JsonObject stored) where TFacet : UserFacet =>
        (TFacet)stored.Deserialize(OutboxJson.Default.GetTypeInfo(typeof(TFacet))!)!;
}
