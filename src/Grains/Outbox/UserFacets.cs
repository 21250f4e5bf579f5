using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.Grains.Outbox;

/// <summary>Facets on their way to users.</summary>
internal static class UserFacets
{
    /// <summary>Sends a facet to a user whenever it changes.</summary>
    /// <param name="id">Name of the replica within the sending grain.</param>
    /// <param name="changed">Whether a step from one state to the next changes the facet.</param>
    /// <param name="userId">The user whom the state belongs to.</param>
    /// <param name="facet">The facet of a state.</param>
    public static StateReplica<TState> Replica<TState>(
        string id, Func<TState, TState, bool> changed, Func<TState, string> userId, Func<TState, UserFacet> facet) =>
        new(id, changed, (state, operationId, version) =>
            UserMessages.UpdateFacet.To(userId(state), new UpdateFacet(operationId, version, facet(state))));

    /// <summary>Reads a stored command of an earlier version: operation id, version, and the facet's own fields beside them.</summary>
    public static UpdateFacet UpdateOf<TFacet>(JsonObject stored) where TFacet : UserFacet =>
        new(stored["operation_id"]!.GetValue<string>(), VersionOf(stored), FacetOf<TFacet>(stored));

    /// <summary>The version in a stored event or command of an earlier version.</summary>
    public static long VersionOf(JsonObject stored) => stored["version"]!.GetValue<long>();

    /// <summary>The facet in a stored event or command of an earlier version.</summary>
    public static TFacet FacetOf<TFacet>(JsonObject stored) where TFacet : UserFacet =>
        (TFacet)stored.Deserialize(OutboxJson.Default.GetTypeInfo(typeof(TFacet))!)!;
}
