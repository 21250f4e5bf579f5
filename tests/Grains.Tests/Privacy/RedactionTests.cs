using XelaConnect.Circles;
using XelaConnect.Discovery;
using XelaConnect.Grains.Circles;
using XelaConnect.Grains.Discovery;
using XelaConnect.Grains.Reflections;
using XelaConnect.Grains.Relationships;
using XelaConnect.Grains.Safety;
using XelaConnect.Profiles;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Privacy;

/// <summary>What rows of others lose when a person leaves, and what they keep.</summary>
public sealed class RedactionTests
{
    private const string Ada = "user-0197f2a4-5c1e-7b3a-9d42-6f8e0a1b2c3d";
    private const string Ben = "user-0197f2a4-5c1e-7b3a-9d42-6f8e0a1b2c3e";
    private static readonly string Part = FormerUsers.PartOf(Ada);

    [Fact]
    public void Circle_loses_name_picture_and_message_of_the_person_only()
    {
        var born = new DateOnly(1991, 3, 4);
        var card = new MemberCard(Ada, "Ada", "https://example.org/a.png", born);
        var former = new MemberCard(Ada, FormerUsers.Name, null);
        CircleRules.Redacted(new MemberJoined(card, "join"), Part).ShouldBe(new MemberJoined(former, "join"));
        CircleRules.Redacted(new MemberUpdated(card), Part).ShouldBe(new MemberUpdated(former));
        CircleRules.Redacted(new PostAdded("activity-1", Ada, "Ada", "Hello", born), Part)
            .ShouldBe(new PostAdded("activity-1", Ada, FormerUsers.Name, ""));
        foreach (var other in (CircleEvent[])[
            new MemberJoined(card with { UserId = Ben }, "join"), new PostAdded("activity-2", Ben, "Ben", "Hello Ada"),
            new MemberLeft(Ada)])
            CircleRules.Redacted(other, Part).ShouldBeSameAs(other);
    }

    [Fact]
    public void Conversation_keeps_the_words_of_the_other()
    {
        ConversationRules.Redacted(new MessageSent("msg-1", Ada, "secret", 1, 0), Part).ShouldBe(new MessageSent("msg-1", Ada, "", 1, 0));
        var other = new MessageSent("msg-2", Ben, "kind words", 1, 1);
        ConversationRules.Redacted(other, Part).ShouldBeSameAs(other);
    }

    [Fact]
    public void Request_loses_the_name_of_the_person_on_either_side_and_once()
    {
        ConversationRules.Redacted(new ConnectionRequested(Ada, 50, "Ada", "Ben"), Part)
            .ShouldBe(new ConnectionRequested(Ada, 50, FormerUsers.Name, "Ben"));
        var asked = ConversationRules.Redacted(new ConnectionRequested(Ben, 50, "Ben", "Ada"), Part);
        asked.ShouldBe(new ConnectionRequested(Ben, 50, "Ben", FormerUsers.Name));
        ConversationRules.Redacted(asked, Part).ShouldBeSameAs(asked);
        // As stored after the id was replaced.
        var replaced = new ConnectionRequested($"user-{FormerUsers.Replacement(Part, 7, isFirst: true)}", 50, FormerUsers.Name, "Ben");
        ConversationRules.Redacted(replaced, Part).ShouldBeSameAs(replaced);
    }

    [Fact]
    public void Report_loses_the_words_of_its_reporter()
    {
        var redacted = ReportsJournal.Month.Redacted!;
        redacted(new ReportFiled(Ada, Ben, "rude", "to me"), Part).ShouldBe(new ReportFiled(Ada, Ben, "", null));
        var about = new ReportFiled(Ben, Ada, "rude", "to me");
        redacted(about, Part).ShouldBeSameAs(about);
    }

    [Fact]
    public void Discovery_forgets_the_person_and_finds_the_others()
    {
        var put = new ProfilePut(1, Ada, new MatchProfile(["tea"], null, 30, "Bonn", []), [], null);
        var profiles = PackedProfiles.Empty.With(PersonKey.Of(Ada), PackedProfile.Pack(put, DateTimeOffset.UnixEpoch))
            .With(PersonKey.Of(Ben), PackedProfile.Pack(put with { UserId = Ben }, DateTimeOffset.UnixEpoch));
        var shard = MatchShardRules.Redacted(new MatchShardState { Profiles = profiles }, Part);
        (shard.Profiles.Count, shard.Profiles.Find(PersonKey.Of(Ada)).IsEmpty, shard.Profiles.Find(PersonKey.Of(Ben)).IsEmpty)
            .ShouldBe((1, true, false));
        MatchShardRules.Redacted(shard, Part).ShouldBeSameAs(shard);
        ((ProfilePut)MatchShardRules.Redacted(put, Part)).Profile.ShouldBeNull();
    }

    [Fact]
    public void Inbox_loses_the_last_message_of_the_person()
    {
        var pair = Pair.Of(Ada, Ben);
        var last = new MessageView("msg-1", 1, Ada, "secret", DateTimeOffset.UnixEpoch, Read: false, Delivered: false);
        var view = new ConversationView(pair.ConversationId, Ada, DateTimeOffset.UnixEpoch, last, 1, 0, 0, IsHidden: false, 2);
        var inbox = InboxState.Apply(new InboxState(Ben), new(0, 1, DateTimeOffset.UnixEpoch, null, new ConversationMoved(view, 0, 0, 0)));
        var redacted = InboxRules.Redacted(inbox, Part);
        redacted.Conversations[view.Id].LastMessage!.Content.ShouldBeEmpty();
        InboxRules.Redacted(redacted, Part).ShouldBeSameAs(redacted);
        InboxRules.Redacted(inbox, FormerUsers.PartOf(Ben)).ShouldBeSameAs(inbox);
    }

    [Theory]
    [InlineData(Ada, Ben)]
    [InlineData("user-0f3a5c1e7b3a9d426f8e0a1b2c3d4e5f", "user-0f3a5c1e7b3a9d426f8e0a1b2c3d4e60")]
    public void Former_id_keeps_length_and_side_in_a_pair(string userId, string otherId)
    {
        var part = FormerUsers.PartOf(userId);
        foreach (var isFirst in (bool[])[true, false])
        {
            var former = $"user-{FormerUsers.Replacement(part, long.MaxValue, isFirst)}";
            former.Length.ShouldBe(userId.Length);
            FormerUsers.Is(former).ShouldBeTrue();
            (Pair.Of(former, otherId).Low == former).ShouldBe(isFirst);
        }
        FormerUsers.Is(userId).ShouldBeFalse();
        FormerUsers.Names(userId, part).ShouldBeTrue();
        FormerUsers.Names(otherId, part).ShouldBeFalse();
    }

    [Fact]
    public void Public_reflections_of_the_person_are_withdrawn()
    {
        var put = new PublicReflectionPut("reflection-1", Ada, default, 1, IsPublic: true);
        var redact = ReflectionsJournal.Public.Redacted!;
        redact(put, Part).ShouldBe(put with { IsPublic = false });
        var other = put with { UserId = Ben };
        redact(other, Part).ShouldBeSameAs(other);
    }

    [Fact]
    public void Directory_forgets_a_circle_that_is_erased()
    {
        const string circle = "0197f2a4-5c1e-7b3a-9d42-6f8e0a1b2c99";
        var summary = new CircleSummary(
            $"circle-{circle}", new("Name", "Social", "Words", null, null, null, ["tag"]), 0, Active: true, Ada, default, 3, null, [], 7);
        var redacted = (SummaryReported)DirectoryShardRules.Redacted(new SummaryReported(summary), circle);
        (redacted.Summary.Profile.Name, redacted.Summary.Profile.Description, redacted.Summary.Active).ShouldBe(("", "", false));
        redacted.Summary.Profile.Tags.ShouldBeEmpty();
        var other = new SummaryReported(summary with { Id = "circle-1" });
        DirectoryShardRules.Redacted(other, circle).ShouldBeSameAs(other);
    }
}
