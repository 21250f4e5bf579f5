using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.TestKit.Fakes;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;
using XelaConnect.Grains.Outbox;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Circles;

/// <summary>The real memberships grain over the real kernel; circles, users and subscriptions are fakes.</summary>
public sealed class MembershipsGrainTests
{
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
    private static readonly CircleProfile Profile = new("Walks", "Wellness", "We walk.", null, null, null, []);
    private static readonly MemberCard Stranger = new("user-eve", "Eve", null);

    private readonly FaultyStore store = new();
    private readonly DeterministicScheduler scheduler = new();
    private readonly FakeGrains grains = new();
    private readonly MembershipsGrain memberships;
    private UserView? user = User("user-ada");
    private string tier = Tiers.Free;
    private Outcome<CircleView> circle = View("circle-1");

    public MembershipsGrainTests()
    {
        grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (_, _) => user)
            .On<IUserGrain>(nameof(IUserGrain.UpdateFacetAsync), (_, _) => Done.Instance)
            .On<ISubscriptionGrain>(
                nameof(ISubscriptionGrain.GetAsync), (_, _) => new SubscriptionView(tier, null, false, false, Plans.Default.Of(tier)))
            .On<ICircleGrain>(nameof(ICircleGrain.ViewForAsync), (_, _) => circle.IsOk ? circle.Value : circle.Fault)
            .On<ICircleGrain>(nameof(ICircleGrain.CreateAsync), (id, _) => View(id))
            .On<ICircleGrain>(nameof(ICircleGrain.AddMemberAsync), (id, _) => View(id));
        var journal = new Journal<MembershipsState, MembershipEvent>(
            CircleJournal.Memberships, store, store, new OutboxMessageTypes([.. CircleMessages.All, UserMessages.UpdateFacet]), grains.Factory,
            new FakeTimeProvider(), Metrics,
            NullLogger<Journal<MembershipsState, MembershipEvent>>.Instance);
        memberships = new MembershipsGrain(journal, grains.Factory);
        scheduler.Start(() => journal.OpenAsync("user-ada", "memberships/user-ada")).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void Limit_and_card_of_the_caller_are_ignored_on_join()
    {
        for (var i = 1; i <= 3; i++)
            Join(new JoinCircle($"op{i}", $"circle-{i}", Stranger, CircleLimit: null)).Value.ShouldBe(circle.Value);
        Join(new JoinCircle("op4", "circle-4", Stranger, CircleLimit: 100)).Fault.ShouldBe(CircleFaults.LimitReached(3));
        grains.All("ICircleGrain.AddMemberAsync").Select(c => c.Command<AddMember>().Member).Distinct()
            .ShouldBe([new MemberCard("user-ada", "Ada", null)]);

        tier = Tiers.Premium;
        Join(new JoinCircle("op4", "circle-4")).IsOk.ShouldBeTrue("a refused operation may be tried again");
        Join(new JoinCircle("op5", "circle-5", CircleLimit: 1)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Repeated_join_succeeds_below_a_reduced_limit()
    {
        tier = Tiers.Premium;
        for (var i = 1; i <= 4; i++) Join(new JoinCircle($"op{i}", $"circle-{i}")).IsOk.ShouldBeTrue();
        tier = Tiers.Free;
        Join(new JoinCircle("op4", "circle-4")).IsOk.ShouldBeTrue("the same operation");
        Join(new JoinCircle("again", "circle-4")).IsOk.ShouldBeTrue("a member already");
        grains.All("ICircleGrain.AddMemberAsync").Count.ShouldBe(4);
    }

    [Fact]
    public void Join_of_unknown_or_excluding_circle_stores_nothing()
    {
        foreach (var fault in (Fault[])[CircleFaults.Unknown, CircleFaults.Excluded])
        {
            circle = fault;
            Join(new JoinCircle("op1", "circle-1")).Fault.ShouldBe(fault);
        }
        (circle, user) = (View("circle-1"), null);
        Join(new JoinCircle("op1", "circle-1")).Fault.ShouldBe(AccountFaults.UnknownUser);
        store.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Guest_joins_but_does_not_create()
    {
        user = User("user-ada") with { IsGuest = true };
        Create(new CreateOwnCircle("op1", "circle-1", Profile, Stranger)).Fault.ShouldBe(AccountFaults.MembersOnly);
        store.Rows.ShouldBeEmpty();
        Join(new JoinCircle("op2", "circle-2")).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Limit_and_card_of_the_caller_are_ignored_on_creation()
    {
        for (var i = 1; i <= 3; i++) Create(new CreateOwnCircle($"op{i}", $"circle-{i}", Profile, Stranger)).IsOk.ShouldBeTrue();
        Create(new CreateOwnCircle("op4", "circle-4", Profile, Stranger, CircleLimit: 100)).Fault.ShouldBe(CircleFaults.LimitReached(3));
        grains.All("ICircleGrain.CreateAsync").Select(c => c.Command<CreateCircle>().CreatorId).Distinct().ShouldBe(["user-ada"]);
        grains.All("ICircleGrain.AddMemberAsync").Select(c => c.Command<AddMember>().Member.UserId).Distinct().ShouldBe(["user-ada"]);
    }

    [Fact]
    public void Pending_creation_is_found_by_a_retry()
    {
        circle = CircleFaults.Unknown;
        Create(new CreateOwnCircle("op1", "circle-1", Profile)).Fault.ShouldBe(CircleFaults.NotCreatedYet);
        circle = View("circle-1");
        Create(new CreateOwnCircle("op1", "circle-1", Profile)).Value.ShouldBe(circle.Value);
        grains.All("ICircleGrain.CreateAsync").ShouldHaveSingleItem();
    }

    [Fact]
    public void Host_of_an_earlier_version_gets_the_same_decision()
    {
        Ask(() => memberships.CreateOwnAsync(new("op1", "circle-1", Profile, Stranger, CircleLimit: null))).IsOk.ShouldBeTrue();
        for (var i = 2; i <= 3; i++)
            Ask(() => memberships.JoinAsync(new($"op{i}", $"circle-{i}", Stranger, CircleLimit: null))).IsOk.ShouldBeTrue();
        Ask(() => memberships.JoinAsync(new("op4", "circle-4", Stranger, CircleLimit: null))).Fault.ShouldBe(CircleFaults.LimitReached(3));
    }

    private Outcome<CircleView> Join(JoinCircle command) => Ask(() => memberships.JoinCircleAsync(command));

    private Outcome<CircleView> Create(CreateOwnCircle command) => Ask(() => memberships.CreateCircleAsync(command));

    private T Ask<T>(Func<Task<T>> call)
    {
        var response = scheduler.Start(call);
        for (var i = 0; i < 50 && !response.IsCompleted; i++)
        {
            scheduler.RunUntilIdle();
            store.EndAll();
        }
        scheduler.RunUntilIdle();
        return response.IsCompleted ? response.Result : throw new InvalidOperationException("The call did not complete.");
    }

    private static CircleView View(string id) => new(id, Profile, 1, true, "user-1", default, 0, false, []);

    private static UserView User(string id) => new(
        id, null, "Ada", null, null, null, null, null, [], 0, [], Tiers.Free, "XCABCDEFGH", null, 0, 0, default, default, false, null, 0, [], 0, 0,
        [], false, 0);
}
