using XelaConnect.Admin;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;

namespace XelaConnect.Grains.Tests.Circles;

/// <summary>Circles of the house account: staff moderate them, and only them, and the audit log records it.</summary>
public sealed class HouseCircleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    private static readonly MemberCard Card = new("member", "M", null);

    private static readonly (string Action, Func<CircleState, bool, Decision<CircleEvent>> Rule)[] Rules =
    [
        ("edit_circle", (c, s) => CircleRules.Edit(c, new EditCircle("op", "root", new CircleProfileChange("New"), s), Now)),
        ("delete_circle", (c, s) => CircleRules.Delete(c, new DeleteCircle("op", "root", s), Now)),
        ("remove_member member", (c, s) => CircleRules.RemoveMember(c, new RemoveMember("op", "root", "member", s), null, Now)),
        ("readmit_member excluded", (c, s) => CircleRules.ReadmitMember(c, new ReadmitMember("op", "root", "excluded", s), Now)),
        ("remove_post activity-1", (c, s) => CircleRules.RemovePost(c, new RemovePost("op", "root", "activity-1", 1, s), Now)),
    ];

    [Fact]
    public void Staff_moderate_a_house_circle_and_it_is_recorded()
    {
        foreach (var (action, rule) in Rules)
        {
            var decision = rule(Circle(creator: null), true);
            decision.Refusal.ShouldBeNull(action);
            decision.Events.Length.ShouldBe(1);
            var audit = decision.Messages.Single(message => message.Command is RecordAction);
            (audit.Target, audit.Command).ShouldBe(("2026-11", new RecordAction("op/audit", "root", action, "c", "")));
        }
    }

    [Fact]
    public void Nobody_else_moderates_a_house_circle()
    {
        foreach (var (action, rule) in Rules)
            rule(Circle(creator: null), false).Refusal.ShouldBe(CircleFaults.NotTheCreator, action);
    }

    [Fact]
    public void Staff_do_not_moderate_circles_of_users()
    {
        foreach (var (action, rule) in Rules)
            rule(Circle(creator: "creator"), true).Refusal.ShouldBe(CircleFaults.NotTheCreator, action);
    }

    [Fact]
    public void Moderation_without_effect_is_not_recorded()
    {
        var circle = Circle(creator: null);
        CircleRules.Edit(circle, new EditCircle("op", "root", new CircleProfileChange("Quiet"), ByStaff: true), Now)
            .Messages.ShouldBeEmpty();
    }

    private static CircleState Circle(string? creator)
    {
        var circle = new CircleState("c");
        var profile = new CircleProfile("Quiet", "Social", "About it", null, null, null, []);
        Apply(CircleRules.Create(circle, new CreateCircle("o", creator, profile), Now));
        Apply(CircleRules.AddMember(circle, new AddMember("a", Card, "j1"), null, Now));
        Apply(CircleRules.AddMember(circle, new AddMember("b", Card with { UserId = "excluded" }, "j2"), null, Now));
        Apply(CircleRules.Post(circle, new PostToCircle("p", "member", "Hello"), null, Now));
        Apply(new MemberExcluded("excluded"));
        return circle;

        void Apply(Decision<CircleEvent> decision)
        {
            foreach (var e in decision.Events)
            {
                var stream = e is PostAdded ? CircleState.Activity : 0;
                var seq = e is PostAdded ? circle.LastSeq + 1 : circle.Version + 1;
                circle = CircleState.Apply(circle, new EventEnvelope<CircleEvent>(stream, seq, Now, null, e));
            }
        }
    }
}
