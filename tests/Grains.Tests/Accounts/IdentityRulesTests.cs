using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Mail;

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
        IdentityRules.Unlink(ways, new("op", "google"), hasPassword: true).Messages.Select(message => message.Command)
            .ShouldBe([new ClaimIdentity($"op/release/{Identities.KeyOf(Google)}", "ada"), Notice("op", MailKinds.IdentityUnlinked)]);
        var both = Link(ways, Apple);
        var left = IdentityRules.Unlink(both, new("op", "google"), hasPassword: false);
        both = WaysInState.Apply(both, Stored<WaysInEvent>(left.Events[0]));
        IdentityRules.Unlink(both, new("op2", "apple"), hasPassword: false).Refusal.ShouldBe(IdentityFaults.LastWayIn);
    }

    [Fact]
    public void Passkey_is_a_way_in_like_an_identity()
    {
        var ways = Add(Link(new WaysInState("ada"), Google), "one");
        var key = Passkeys.KeyOf("one");
        ways.Passkeys.ShouldHaveSingleItem().ShouldBe(new LinkedPasskey(key, "one", "Phone", Now));
        IdentityRules.AddPasskey(ways, NewPasskey("one"), Now).Events.ShouldBeEmpty();
        var left = Apply(ways, IdentityRules.Unlink(ways, new("op", "google"), hasPassword: false));
        IdentityRules.RemovePasskey(left, new("op", key), hasPassword: false).Refusal.ShouldBe(IdentityFaults.LastWayIn);
        IdentityRules.RemovePasskey(left, new("op", Passkeys.KeyOf("two")), hasPassword: true).Refusal.ShouldBe(PasskeyFaults.Unknown);
        var removed = IdentityRules.RemovePasskey(left, new("op", key), hasPassword: true);
        removed.Messages.Select(message => message.Command)
            .ShouldBe([new ClaimIdentity($"op/release/{key}", "ada"), Notice("op", MailKinds.PasskeyRemoved)]);
        Apply(left, removed).Passkeys.ShouldBeEmpty();
        var both = Apply(Add(left, "two"), IdentityRules.RemovePasskey(Add(left, "two"), new("op", key), hasPassword: false));
        both.Passkeys.ShouldHaveSingleItem().CredentialId.ShouldBe("two");
    }

    [Fact]
    public void Person_learns_of_what_they_link_themselves()
    {
        var ways = new WaysInState("ada");
        IdentityRules.Link(ways, new("sign-in", Google), Now).Messages.ShouldBeEmpty();
        IdentityRules.Link(ways, new("link", Google, UsesNonce: true), Now).Messages.ShouldHaveSingleItem().Command
            .ShouldBe(Notice("link", MailKinds.IdentityLinked));
        IdentityRules.AddPasskey(ways, NewPasskey("one"), Now).Messages.ShouldHaveSingleItem().Command
            .ShouldBe(Notice("add", MailKinds.PasskeyAdded));
    }

    [Fact]
    public void Passkey_is_renamed()
    {
        var (ways, key) = (Add(new WaysInState("ada"), "one"), Passkeys.KeyOf("one"));
        Apply(ways, IdentityRules.RenamePasskey(ways, new("op", key, "Laptop"), Now)).Passkey(key)!.Name.ShouldBe("Laptop");
        IdentityRules.RenamePasskey(ways, new("op", key, "Phone"), Now).Events.ShouldBeEmpty();
        IdentityRules.RenamePasskey(ways, new("op", "passkey-x", "Laptop"), Now).Refusal.ShouldBe(PasskeyFaults.Unknown);
    }

    [Fact]
    public void Passkeys_of_a_person_are_limited()
    {
        var ways = Enumerable.Range(0, Passkeys.MaxPerUser).Aggregate(new WaysInState("ada"), (all, number) => Add(all, $"key-{number}"));
        IdentityRules.AddPasskey(ways, NewPasskey("another"), Now).Refusal.ShouldBe(PasskeyFaults.TooMany);
    }

    [Fact]
    public void Counter_of_a_passkey_only_grows()
    {
        var passkey = Claimed(counter: 5);
        IdentityRules.UsePasskey(passkey, "bo", 6).Refusal.ShouldBe(PasskeyFaults.Rejected);
        foreach (var counter in (uint[])[0, 4, 5])
            IdentityRules.UsePasskey(passkey, "ada", counter).Refusal.ShouldBe(PasskeyFaults.CounterWentBack);
        passkey = IdentityState.Apply(passkey, Stored<IdentityEvent>(IdentityRules.UsePasskey(passkey, "ada", uint.MaxValue).Events[0]));
        (passkey.Counter, passkey.UserId, passkey.PublicKey).ShouldBe((uint.MaxValue, "ada", "public"));
        IdentityRules.UsePasskey(passkey, "ada", uint.MaxValue).Refusal.ShouldBe(PasskeyFaults.CounterWentBack);
    }

    [Fact]
    public void Passkey_that_does_not_count_stays_at_zero()
    {
        var passkey = Claimed(counter: 0);
        IdentityRules.UsePasskey(passkey, "ada", 0).Refusal.ShouldBeNull();
        IdentityRules.UsePasskey(passkey, "ada", 0).Events.ShouldBeEmpty();
        var released = IdentityState.Apply(passkey, Stored<IdentityEvent>(new IdentityReleased()));
        (released.UserId, released.PublicKey, released.Counter).ShouldBe((null, null, null));
    }

    [Fact]
    public void Reclaimed_account_loses_every_identity()
    {
        var ways = Add(Link(Link(new WaysInState("ada"), Google), Apple), "one");
        var reset = IdentityRules.Reset(ways, new("op"), Now);
        reset.Messages.Length.ShouldBe(3);
        ways = Apply(ways, reset);
        ways.Identities.ShouldBeEmpty();
        ways.Passkeys.ShouldBeEmpty();
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

    private static SendMail Notice(string operation, string kind) => new($"{operation}/{kind}", kind, "ada");

    private static WaysInState Add(WaysInState ways, string credential) =>
        Apply(ways, IdentityRules.AddPasskey(ways, NewPasskey(credential), Now));

    private static AddPasskey NewPasskey(string credential) =>
        new("add", new NewPasskey(credential, "public", 0, "challenge"), "Phone", null);

    private static WaysInState Apply(WaysInState ways, Decision<WaysInEvent> decision) =>
        decision.Events.Aggregate(ways, (state, happened) => WaysInState.Apply(state, Stored(happened)));

    private static IdentityState Claimed(uint counter) => IdentityState.Apply(
        new IdentityState("passkey-1"),
        Stored<IdentityEvent>(IdentityRules.Claim(new IdentityState("passkey-1"), new("claim", "ada", "public", counter), Now).Events[0]));

    private static EventEnvelope<TEvent> Stored<TEvent>(TEvent happened) where TEvent : class => new(0, 1, Now, null, happened);
}
