namespace XelaConnect.ApiHost.Profiles;

internal static class PublicProfiles
{
    /// <summary>The pair of the caller and another user, who exists and was not removed.</summary>
    public static async ValueTask<Outcome<Pair>> PairWithAsync(IGrainFactory grains, string callerId, string otherId)
    {
        var pair = Pair.Between(callerId, otherId);
        return !pair.IsOk || await grains.FindUserAsync(otherId) is not null ? pair : AccountFaults.UnknownUser;
    }

    /// <summary>
    /// Returns public views in the order of the ids; online is known for the caller's connections. A caller without a
    /// session is null.
    /// </summary>
    public static async Task<IReadOnlyList<PublicUserJson>> GetAsync(
        IGrainFactory grains, string? callerId, ImmutableArray<string> userIds)
    {
        var connected = callerId is null ? [] : await grains.Contacts(callerId).ConnectedAmongAsync(userIds);
        return await Task.WhenAll(userIds.Select(id => GetAsync(grains, id, connected.Contains(id))));
    }

    public static async Task<PublicUserJson> GetAsync(IGrainFactory grains, string userId, bool connected)
    {
        var online = connected ? grains.Presence(userId).GetAsync() : null;
        if (await grains.User(userId).GetAsync() is not { } user) return PublicUserJson.Deleted(userId);
        return PublicUserJson.Of(user, online is not null && (await online).Status == PresenceStatuses.Online);
    }
}
