using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Admin;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Profiles;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Grains.Tests.Admin;

/// <summary>Who is staff, and who may make others so.</summary>
public sealed class StaffTests
{
    private const string Root = "user-root", Ada = "user-ada", Guest = "user-guest", Gone = "user-gone";

    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DeterministicScheduler scheduler = new();
    private readonly FakeTimeProvider time = new();
    private readonly FaultyStore store = new();
    private readonly FakeGrains grains = new();
    private readonly HashSet<string> verified = [Root];
    private readonly HashSet<string> secured = [Root, Ada];
    private int operations;

    public StaffTests() => grains
        .On<IUserGrain>(nameof(IUserGrain.GetAsync), (id, _) => id is Root or Ada or Guest or Gone ? UserOf(id) : null)
        .On<IAccountGrain>(nameof(IAccountGrain.IsVerifiedAsync), (_, a) => verified.Contains((string)a[0]!))
        .On<ISecondFactorGrain>(
            nameof(ISecondFactorGrain.GetAsync), (id, _) => new SecondFactorView(secured.Contains(id), null, 0));

    [Fact]
    public void Configured_address_is_owner_once_it_is_verified_and_has_a_second_factor()
    {
        var staff = Open();
        Check(staff, Root, StaffScopes.Owner).Value!.Scopes.ShouldBe([StaffScopes.Owner]);
        foreach (var scope in StaffScopes.All) Check(staff, Root, scope).IsOk.ShouldBeTrue(scope);
        secured.Clear();
        Check(staff, Root, StaffScopes.Owner).Fault.ShouldBe(StaffFaults.SecondFactorMissing);
        verified.Clear();
        Check(staff, Root, StaffScopes.Owner).Fault.ShouldBe(StaffFaults.NotStaff, "a claimed address proves nothing");
        Check(staff, Ada, null).Fault.ShouldBe(StaffFaults.NotStaff);
        Check(staff, "user-nobody", null).Fault.ShouldBe(StaffFaults.NotStaff);
    }

    [Fact]
    public void Development_needs_neither_verified_address_nor_second_factor()
    {
        verified.Clear();
        secured.Clear();
        var staff = Open(isDevelopment: true);
        Check(staff, Root, StaffScopes.Owner).IsOk.ShouldBeTrue();
        Grant(staff, Root, Ada, StaffScopes.Support).IsOk.ShouldBeTrue();
        Check(staff, Ada, StaffScopes.Support).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Granted_scopes_allow_what_they_name_until_they_are_revoked()
    {
        var staff = Open();
        Grant(staff, Root, Ada, StaffScopes.Moderator, StaffScopes.Support).Value!.Scopes
            .ShouldBe([StaffScopes.Support, StaffScopes.Moderator]);
        store.Pending.ShouldBe(1, "the grant is recorded in the audit log");
        Check(staff, Ada, StaffScopes.Support).IsOk.ShouldBeTrue();
        Check(staff, Ada, null).IsOk.ShouldBeTrue();
        Check(staff, Ada, StaffScopes.Editor).Fault.ShouldBe(StaffFaults.ScopeMissing);
        Check(staff, Ada, StaffScopes.Owner).Fault.ShouldBe(StaffFaults.ScopeMissing);
        Complete(staff.ListAsync).ShouldHaveSingleItem().UserId.ShouldBe(Ada);

        secured.Remove(Ada);
        Check(staff, Ada, StaffScopes.Support).Fault.ShouldBe(StaffFaults.SecondFactorMissing);
        Grant(staff, Root, Ada).Value!.Scopes.ShouldBeEmpty();
        Check(staff, Ada, StaffScopes.Support).Fault.ShouldBe(StaffFaults.NotStaff);
        Complete(staff.ListAsync).ShouldBeEmpty();
        var rows = store.Rows.Count;
        Grant(staff, Root, Ada).IsOk.ShouldBeTrue();
        store.Rows.Count.ShouldBe(rows, "nothing changes");
    }

    [Fact]
    public void Only_an_owner_grants_and_owners_by_the_settings_stay()
    {
        var staff = Open();
        Grant(staff, Ada, Ada, StaffScopes.Owner).Fault.ShouldBe(StaffFaults.NotStaff);
        Grant(staff, Root, Ada, StaffScopes.Moderator).IsOk.ShouldBeTrue();
        Grant(staff, Ada, Ada, StaffScopes.Owner).Fault.ShouldBe(StaffFaults.ScopeMissing);
        Grant(staff, Root, Ada, StaffScopes.Owner).IsOk.ShouldBeTrue();
        Grant(staff, Ada, Root).Fault.ShouldBe(StaffFaults.OwnerBySettings);
        Grant(staff, Root, Guest, StaffScopes.Support).Fault.ShouldBe(StaffFaults.NotAMember);
        Grant(staff, Root, Gone, StaffScopes.Support).Fault.ShouldBe(AccountFaults.UnknownUser);
        Grant(staff, Root, "user-nobody", StaffScopes.Support).Fault.ShouldBe(AccountFaults.UnknownUser);
    }

    [Fact]
    public void Staff_are_bounded_and_known_after_a_restart()
    {
        var state = new StaffState("all");
        for (var i = 0; i < StaffFaults.MaxMembers; i++)
            state = StaffState.Apply(state, Recorded(new ScopesGranted($"user-{i}", [StaffScopes.Support], Root)));
        StaffRules.Grant(state, new("op", Root, "user-new", [StaffScopes.Support], "x"), time.GetUtcNow()).Refusal
            .ShouldBe(StaffFaults.TooMany);
        StaffRules.Grant(state, new("op", Root, "user-1", [StaffScopes.Editor], "x"), time.GetUtcNow()).Events
            .ShouldHaveSingleItem();

        Grant(Open(), Root, Ada, StaffScopes.Support).IsOk.ShouldBeTrue();
        Check(Open(), Ada, StaffScopes.Support).IsOk.ShouldBeTrue();
    }

    private StaffGrain Open(bool isDevelopment = false)
    {
        var journal = new Journal<StaffState, StaffEvent>(
            AuditJournal.Staff, store, store, new OutboxMessageTypes([]), grains.Factory, time, Metrics,
            NullLogger<Journal<StaffState, StaffEvent>>.Instance);
        var staff = new StaffGrain(
            journal, new StaffSettings(["root@example.com"], isDevelopment), grains.Factory);
        journal.Failed = null;
        Complete(async () =>
        {
            await journal.OpenAsync("all", "staff/all");
            return 0;
        });
        return staff;
    }

    private Outcome<StaffView> Check(StaffGrain staff, string userId, string? scope) =>
        Complete(() => staff.CheckAsync(userId, scope));

    private Outcome<StaffView> Grant(StaffGrain staff, string adminId, string userId, params string[] scopes) =>
        Complete(() => staff.GrantAsync(new($"grant-{operations++}", adminId, userId, [.. scopes], "Joins the team.")));

    private T Complete<T>(Func<Task<T>> start)
    {
        var task = scheduler.Start(start);
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle()) store.EndAll(AppendOutcome.Answered);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private static EventEnvelope<StaffEvent> Recorded(StaffEvent granted) => new(0, 1, default, null, granted);

    private static UserView UserOf(string id) => new(
        id, id == Root ? "Root@Example.com" : $"{id}@example.org", id, null, null, null, null, null, [], 1, [], "free", "XC00000000",
        null, 0, 0, default, default, id == Guest, null, 0, [], 0, 0, [], id == Gone, 0);
}
