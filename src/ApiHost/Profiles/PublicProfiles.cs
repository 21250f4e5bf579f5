using System.Collections.Immutable;
using XelaConnect.Accounts;
using XelaConnect.Presence;
using XelaConnect.Profiles;
using XelaConnect.Relationships;

namespace XelaConnect.ApiHost.Profiles;

/// <summary>Other people, as a caller may see them.</summary>
internal static class PublicProfiles
{
    /// <summary>The kind of a person's id.</summary>
    public const string Kind = "user";

    /// <summary>Somebody who is here; null for unknown, removed and malformed alike.</summary>
    public static async ValueTask<UserView?> FindAsync(IGrainFactory grains, string? userId) =>
        Ids.IsOf(Kind, userId) && await grains.User(userId).GetAsync() is { IsRemoved: false } user ? user : null;

    /// <summary>The pair a caller makes with somebody who is here and whom they can see; else why not.</summary>
    public static async ValueTask<(Pair Pair, Fault? Refusal)> PairWithAsync(IGrainFactory grains, string callerId, string? otherId)
    {
        if (callerId == otherId) return (default, ConnectionFaults.Yourself);
        return Pair.TryOf(callerId, otherId, out var pair) && await FindAsync(grains, otherId) is not null ? (pair, null) : (default, AccountFaults.UnknownUser);
    }

    /// <summary>Public views of several, in their order, and whether they are online where the caller is connected with them.</summary>
    public static async Task<IReadOnlyList<PublicUserJson>> GetAsync(IGrainFactory grains, string callerId, ImmutableArray<string> userIds)
    {
        var connected = await grains.Contacts(callerId).ConnectedAmongAsync(userIds);
        return await Task.WhenAll(userIds.Select(id => GetAsync(grains, id, connected.Contains(id))));
    }

    /// <summary>The public view of one.</summary>
    public static async Task<PublicUserJson> GetAsync(IGrainFactory grains, string userId, bool connected)
    {
        var online = connected ? grains.Presence(userId).GetAsync() : null;
        if (await grains.User(userId).GetAsync() is not { } user) return PublicUserJson.Deleted(userId);
        return PublicUserJson.Of(user, online is not null && (await online).Status == PresenceStatuses.Online);
    }
}
