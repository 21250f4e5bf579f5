using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Grains.Tests.Accounts;

/// <summary>An identity belongs to one person, a nonce counts once, and one way to sign in stays.</summary>
public sealed class IdentityRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly VerifiedIdentity Google = new("google", "subject-1", "ada@example.org", "Ada", null, "nonce");
    private static readonly VerifiedIdentity Apple = Google with { Provider = "apple" };

    [Fact]
    public void Identity_belongs_to_one_person()
    {
        var identity = new IdentityState("google-1");
        identity = IdentityState.Apply(identity, Stored<IdentityEvent>(IdentityRules.Claim(identity, new("a", "ada"), Now).Events[0]));
        IdentityRules.Claim(identity, new("b", "ada"), Now).Events.ShouldBeEmpty();
        IdentityRules.Claim(identity, new("c", "bo"), Now).Refusal.ShouldBe(IdentityFaults.Taken);
        IdentityRules.Release(identity, new("d", "bo"), Now).Events.ShouldBeEmpty();
        identity = IdentityState.Apply(identity, Stored<IdentityEvent>(IdentityRules.Release(identity, new("e", "ada"), Now).Events[0]));
        IdentityRules.Claim(identity, new("f", "bo"), Now).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Key_of_an_identity_hides_the_subject_and_differs_by_provider()
    {
        Identities.KeyOf(Google).ShouldStartWith("google-");
        Identities.KeyOf(Google).ShouldNotContain("subject");
        Identities.KeyOf(Google)[7..].ShouldNotBe(Identities.KeyOf(Apple)[6..]);
        Identities.KeyOf(Google with { Email = "new@example.org" }).ShouldBe(Identities.KeyOf(Google), "addresses change");
    }

    [Fact]
    public void One_identity_of_a_provider_is_linked()
    {
        var ways = Link(new WaysInState("ada"), Google);
        IdentityRules.Link(ways, new("again", Google), Now).Events.ShouldBeEmpty();
        IdentityRules.Link(ways, new("other", Google with { Subject = "subject-2" }), Now).Refusal.ShouldBe(IdentityFaults.AlreadyLinked);
        Link(ways, Apple).Identities.Select(linked => linked.Provider).ShouldBe(["google", "apple"]);
    }

    [Fact]
    public void Last_way_in_stays()
    {
        var ways = Link(new WaysInState("ada"), Google);
        IdentityRules.Unlink(ways, new("op", "apple"), hasPassword: true).Refusal.ShouldBe(IdentityFaults.NotLinked);
        IdentityRules.Unlink(ways, new("op", "google"), hasPassword: false).Refusal.ShouldBe(IdentityFaults.LastWayIn);
        IdentityRules.Unlink(ways, new("op", "google"), hasPassword: true).Messages.ShouldHaveSingleItem().Command
            .ShouldBe(new ClaimIdentity("op/release/google", "ada"));
        var both = Link(ways, Apple);
        var left = IdentityRules.Unlink(both, new("op", "google"), hasPassword: false);
        both = WaysInState.Apply(both, Stored<WaysInEvent>(left.Events[0]));
        IdentityRules.Unlink(both, new("op2", "apple"), hasPassword: false).Refusal.ShouldBe(IdentityFaults.LastWayIn);
    }

    [Fact]
    public void Reclaimed_account_loses_every_identity()
    {
        var ways = Link(Link(new WaysInState("ada"), Google), Apple);
        var reset = IdentityRules.Reset(ways, new("op"), Now);
        reset.Messages.Length.ShouldBe(2);
        foreach (var unlinked in reset.Events) ways = WaysInState.Apply(ways, Stored(unlinked));
        ways.Identities.ShouldBeEmpty();
        IdentityRules.Reset(ways, new("op2"), Now).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Nonce_counts_once_and_for_ten_minutes()
    {
        var nonce = new NonceState("digest");
        IdentityRules.Use(nonce, new("use"), Now).Refusal.ShouldBe(IdentityFaults.InvalidNonce, "it was never issued");
        nonce = NonceState.Apply(nonce, Stored<NonceEvent>(IdentityRules.Issue(nonce, new("issue"), Now).Events[0]));
        IdentityRules.Issue(nonce, new("again"), Now).Refusal.ShouldBe(IdentityFaults.InvalidNonce);
        IdentityRules.Use(nonce, new("late"), Now + Identities.NonceLifetime).Refusal.ShouldBe(IdentityFaults.InvalidNonce);
        nonce = NonceState.Apply(nonce, Stored<NonceEvent>(IdentityRules.Use(nonce, new("use"), Now.AddMinutes(9)).Events[0]));
        IdentityRules.Use(nonce, new("replay"), Now.AddMinutes(9)).Refusal.ShouldBe(IdentityFaults.InvalidNonce);
    }

    private static WaysInState Link(WaysInState ways, VerifiedIdentity identity) => WaysInState.Apply(
        ways, Stored<WaysInEvent>(IdentityRules.Link(ways, new("link", identity), Now).Events[0]));

    private static EventEnvelope<TEvent> Stored<TEvent>(TEvent happened) where TEvent : class => new(0, 1, Now, null, happened);
}
