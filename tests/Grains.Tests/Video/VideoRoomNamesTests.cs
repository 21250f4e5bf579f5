using XelaConnect.Grains.Video;

namespace XelaConnect.Grains.Tests.Video;

public sealed class VideoRoomNamesTests
{
    private const string Circle = "circle-0197f2a4-5c1e-7b3a-9d42-6f8e0a1b2c3d";
    private readonly VideoRoomNames names = new("a key"u8.ToArray());

    [Fact]
    public void Name_tells_target_and_host_to_the_key_alone()
    {
        var name = names.Of(Circle, "user-1");
        var room = names.Read(name).ShouldNotBeNull();
        room.TargetId.ShouldBe(Circle);
        (names.IsHost(room, "user-1"), names.IsHost(room, "user-2")).ShouldBe((true, false));
        names.Of(Circle, "user-1").ShouldBe(name);
        names.Of(Circle, "user-2").ShouldNotBe(name);
        new VideoRoomNames("another"u8.ToArray()).Read(name).ShouldBeNull();
        name.ShouldNotContain("user-1");
    }

    [Fact]
    public void Changed_name_is_not_read()
    {
        var name = names.Of(Circle, "user-1");
        for (var i = 0; i < name.Length; i++)
            names.Read($"{name[..i]}{(name[i] == '0' ? '1' : '0')}{name[(i + 1)..]}").ShouldBeNull();
        foreach (var other in (string[])["", "-", new string('-', 33), new string('a', 34), name[1..], name + "0", new string('a', 200)])
            names.Read(other).ShouldBeNull();
    }

    [Fact]
    public void Longest_conversation_fits_the_provider()
    {
        var id = $"conversation-{new string('a', 36)}--{new string('b', 36)}";
        var name = names.Of(id, "user-1");
        name.Length.ShouldBeLessThanOrEqualTo(128);
        names.Read(name).ShouldNotBeNull().TargetId.ShouldBe(id);
        name.ShouldAllBe(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
