namespace XelaConnect.Grains.Video;

/// <summary>
/// Who may enter is decided by those who own the membership: the circle, or the pair. A circle has rooms for each age
/// group. Reentrant, since it has no state
/// and only awaits calls.
/// </summary>
[GrainType("video-rooms"), StatelessWorker, Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class VideoRoomsGrain(
    IVideoProvider provider, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : Grain, IVideoRoomsGrain
{
    private const char GroupMark = '_';
    private readonly VideoRoomNames? names = provider.NameKey is { } key ? new(key) : null;

    public async Task<Outcome<VideoRoomView>> OpenAsync(OpenVideoRoom command)
    {
        if (names is null) return VideoFaults.NotConfigured;
        var target = TargetOf(command.TargetId ?? command.HostId, await GroupAsync(command.HostId));
        var right = await RightAsync(target, command.HostId);
        return right.IsOk
            ? await provider.OpenAsync(names.Of(target, command.HostId), command.MaxParticipants) : right.Fault;
    }

    public async Task<Outcome<VideoTokenView>> AdmitAsync(AdmitToVideoRoom command)
    {
        if (names is null) return VideoFaults.NotConfigured;
        if (names.Read(command.RoomName) is not { } room) return VideoFaults.UnknownRoom;
        var right = await RightAsync(room.TargetId, command.UserId);
        if (!right.IsOk) return OfRoom(right.Fault);
        if (await grains.FindUserAsync(command.UserId) is not { } user) return AccountFaults.UnknownUser;
        var isHost = command.AsHost && (right.Value == Right.Moderate || names.IsHost(room, command.UserId));
        return await provider.AdmitAsync(room.Name, user.Name, isHost, command.Lifetime);
    }

    public async Task<Outcome<string>> GetAsync(string userId, string name)
    {
        if (names is null) return VideoFaults.NotConfigured;
        if (names.Read(name) is not { } room) return VideoFaults.UnknownRoom;
        var right = await RightAsync(room.TargetId, userId);
        return right.IsOk ? await provider.GetAsync(name) : OfRoom(right.Fault);
    }

    public async Task<Outcome<ImmutableArray<string>>> ListAsync(string userId)
    {
        if (names is null) return VideoFaults.NotConfigured;
        var listed = await provider.ListAsync();
        if (!listed.IsOk) return listed.Fault;
        var rooms = listed.Value.Select(room => (Target: names.Read(room.Name)?.TargetId, room.Json)).ToList();
        // Replicas of the user's memberships suffice for a list; a token asks the owner of the membership.
        var user = await grains.User(userId).GetAsync();
        var group = GroupOf(user);
        var circles = (user?.CirclesJoined ?? []).Select(id => TargetOf(id, group)).ToHashSet(StringComparer.Ordinal);
        var others = rooms.Select(room => OtherOf(room.Target, userId)).OfType<string>().Distinct().ToImmutableArray();
        var connected = await grains.Contacts(userId).ConnectedAmongAsync(others);
        return rooms.Where(room => room.Target is { } target && (target == userId || circles.Contains(target)
                || (OtherOf(target, userId) is { } other && connected.Contains(other))))
            .Select(static room => room.Json).ToImmutableArray();
    }

    public async Task<Outcome<Done>> DeleteAsync(string userId, string name)
    {
        if (names is null) return VideoFaults.NotConfigured;
        if (names.Read(name) is not { } room) return VideoFaults.UnknownRoom;
        if (!names.IsHost(room, userId))
        {
            var right = await RightAsync(room.TargetId, userId);
            if (!right.IsOk) return OfRoom(right.Fault);
            if (right.Value != Right.Moderate) return VideoFaults.NotTheHost;
        }
        return await provider.DeleteAsync(name);
    }

    private async Task<Outcome<Right>> RightAsync(string targetId, string userId)
    {
        if (targetId == userId) return Right.Moderate;
        var circleId = targetId.Split(GroupMark)[0];
        if (Ids.IsOf("circle", circleId))
        {
            if (targetId != TargetOf(circleId, await GroupAsync(userId))) return CircleFaults.Unknown;
            var circle = await grains.Circle(circleId).GetAsync(userId);
            return !circle.IsOk ? circle.Fault
                : !circle.Value.IsMember ? CircleFaults.NotAMember
                : circle.Value.Circle.CreatedBy == userId ? Right.Moderate : Right.Enter;
        }
        if (OtherOf(targetId, userId) is not { } other) return ConversationFaults.Unknown;
        var call = await grains.Conversation(Pair.Of(userId, other).Key).MayCallAsync(userId);
        return call.IsOk ? Right.Enter
            : call.Fault == AccountFaults.UnknownUser ? ConversationFaults.Unknown : call.Fault;
    }

    /// <summary>What a room is for: for a circle, with the age group of those who meet in it.</summary>
    private static string TargetOf(string id, AgeGroup group) => !Ids.IsOf("circle", id) ? id : group switch
    {
        AgeGroup.Adult => $"{id}{GroupMark}adults",
        AgeGroup.Minor => $"{id}{GroupMark}minors",
        _ => id,
    };

    private async Task<AgeGroup> GroupAsync(string userId) => GroupOf(await grains.User(userId).GetAsync());
    private AgeGroup GroupOf(UserView? user) => Ages.GroupOf(user?.BirthDate, UtcDay.Of(time.GetUtcNow()));

    /// <summary>The other user of a conversation, or the host of a personal room.</summary>
    private static string? OtherOf(string? targetId, string userId) =>
        targetId is null ? null
        : Pair.TryOfConversation(targetId, userId, out var pair) ? pair.Other(userId)
        : Pair.TryOf(userId, targetId, out _) ? targetId : null;

    private static Fault OfRoom(Fault fault) =>
        fault == ConversationFaults.Unknown || fault == CircleFaults.Unknown ? VideoFaults.UnknownRoom : fault;

    private enum Right
    {
        Enter,
        /// <summary>Also as a host, and deletes.</summary>
        Moderate,
    }
}
