namespace XelaConnect.ApiHost.Profiles;

internal static class PublicProfiles
{
    public const string Kind = "user";

    /// <summary>Returns a user; null when the id is malformed or unknown, or the user was removed.</summary>
    public static async ValueTask<UserView?> FindAsync(IGrainFactory grains, string? userId) =>
        Ids.IsOf(Kind, userId) && await grains.User(userId).GetAsync() is { IsRemoved: false } user ? user : null;

    public static async ValueTask<(Pair Pair, Fault? Refusal)> PairWithAsync(
        IGrainFactory grains, string callerId, string? otherId)
    {
        if (callerId == otherId) return (default, ConnectionFaults.Yourself);
        return Pair.TryOf(callerId, otherId, out var pair) && await FindAsync(grains, otherId) is not null
            ? (pair, null) : (default, AccountFaults.UnknownUser);
    }

    /// <summary>Returns public views in the order of the ids; online is known for the caller's connections.</summary>
    public static async Task<IReadOnlyList<PublicUserJson>> GetAsync(
        IGrainFactory grains, string callerId, ImmutableArray<string> userIds)
    {
        var connected = await grains.Contacts(callerId).ConnectedAmongAsync(userIds);
        return await Task.WhenAll(userIds.Select(id => GetAsync(grains, id, connected.Contains(id))));
    }

    public static async Task<PublicUserJson> GetAsync(IGrainFactory grains, string userId, bool connected)
    {
        var online = connected ? grains.Presence(userId).GetAsync() : null;
        if (await grains.User(userId).GetAsync() is not { } user) return PublicUserJson.Deleted(userId);
        return PublicUserJson.Of(user, online is not null && (await online).Status == PresenceStatuses.Online);
    }
}
