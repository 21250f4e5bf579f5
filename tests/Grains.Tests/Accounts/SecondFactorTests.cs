using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Mail;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Accounts;

/// <summary>Codes of an authenticator app and recovery codes: each counts once, and wrong ones are throttled.</summary>
public sealed class SecondFactorTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly string[] recovery = [.. SecondFactorRules.CodesOf(Secret, "on")];
    private DateTimeOffset now = Start;
    private SecondFactorState factor = new("user-1");
    private long seq;

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void Codes_are_those_of_the_RFC(long seconds, string code) =>
        Totp.CodeAt(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(code);

    [Fact]
    public void New_secret_is_base32_of_160_bits()
    {
        var (one, other) = (Totp.NewSecret(), Totp.NewSecret());
        one.Length.ShouldBe(32);
        one.ShouldAllBe(letter => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".Contains(letter));
        Totp.Decode(one).Length.ShouldBe(20);
        one.ShouldNotBe(other);
    }

    [Fact]
    public void Without_a_second_factor_no_code_is_asked_for()
    {
        Check(null).ShouldBeNull();
        Check("000000").ShouldBeNull();
        Use(SecondFactorRules.TurnOff, "000000").ShouldBe(SecondFactorFaults.Off);
    }

    [Fact]
    public void Secret_counts_once_a_code_of_it_is_confirmed()
    {
        Confirm("000000").ShouldBe(SecondFactorFaults.NotBegun);
        Apply(SecondFactorRules.Begin(factor, Secret)).ShouldBeNull();
        Check(null).ShouldBeNull();
        Confirm(Totp.CodeAt(Secret, now.AddMinutes(5))).ShouldBe(SecondFactorFaults.Wrong);
        factor.View().IsOn.ShouldBeFalse();
        Confirm(Totp.CodeAt(Secret, now)).ShouldBeNull();
        factor.View().ShouldBe(new SecondFactorView(true, now, 10));
        Check(null).ShouldBe(SecondFactorFaults.Required);
        Apply(SecondFactorRules.Begin(factor, Totp.NewSecret())).ShouldBe(SecondFactorFaults.AlreadyOn);
        Confirm(Totp.CodeAt(Secret, now)).ShouldBe(SecondFactorFaults.AlreadyOn);
    }

    [Fact]
    public void Confirmation_ends_every_other_session()
    {
        Apply(SecondFactorRules.Begin(factor, Secret));
        var decision = SecondFactorRules.Confirm(factor, new("on", Totp.CodeAt(Secret, now), "session-1"), now);
        decision.Messages.ShouldAllBe(message => message.Target == "user-1");
        decision.Messages.Select(message => message.Command).ShouldBe([
            new EndSessions("on/sessions", "session-1", Sessions.SecondFactor), Notice("on", MailKinds.SecondFactorOn)]);
    }

    [Fact]
    public void Person_learns_of_a_used_recovery_code_and_of_the_end()
    {
        TurnOn();
        now += TimeSpan.FromMinutes(1);
        SecondFactorRules.Check(factor, new("use", Totp.CodeAt(Secret, now)), now).Messages.ShouldBeEmpty();
        SecondFactorRules.Check(factor, new("use", recovery[0]), now).Messages.ShouldHaveSingleItem().Command
            .ShouldBe(Notice("use", MailKinds.RecoveryCodeUsed));
        SecondFactorRules.TurnOff(factor, new("off", recovery[0]), now).Messages.Select(message => message.Command)
            .ShouldBe([Notice("off", MailKinds.RecoveryCodeUsed), Notice("off", MailKinds.SecondFactorOff)]);
        SecondFactorRules.Renew(factor, new("renew", recovery[0]), now).Messages.ShouldHaveSingleItem().Command
            .ShouldBe(Notice("renew", MailKinds.RecoveryCodeUsed));
    }

    [Fact]
    public void Code_is_accepted_once_and_only_near_its_time()
    {
        TurnOn();
        var code = Totp.CodeAt(Secret, now);
        Check(code).ShouldBe(SecondFactorFaults.Wrong, "it confirmed the secret");
        now += TimeSpan.FromSeconds(30);
        Check($" {Totp.CodeAt(Secret, now)[..3]} {Totp.CodeAt(Secret, now)[3..]}").ShouldBeNull();
        Check(Totp.CodeAt(Secret, now)).ShouldBe(SecondFactorFaults.Wrong, "it was used");
        Check(Totp.CodeAt(Secret, now.AddSeconds(30))).ShouldBeNull("the clock of the app is ahead");
        Check(Totp.CodeAt(Secret, now)).ShouldBe(SecondFactorFaults.Wrong, "a later one was used");
        now += TimeSpan.FromMinutes(10);
        Check(Totp.CodeAt(Secret, now.AddSeconds(-30))).ShouldBeNull("the clock of the app is behind");
        Check(Totp.CodeAt(Secret, now.AddSeconds(-90))).ShouldBe(SecondFactorFaults.Wrong);
        Check(Totp.CodeAt(Secret, now.AddSeconds(90))).ShouldBe(SecondFactorFaults.Wrong);
    }

    [Fact]
    public void Wrong_codes_are_throttled_and_a_right_one_ends_it()
    {
        TurnOn();
        now += TimeSpan.FromMinutes(5);
        for (var i = 0; i < AccountRules.FreeAttempts; i++) Check("000000x").ShouldBe(SecondFactorFaults.Wrong);
        Check(Totp.CodeAt(Secret, now))!.Code.ShouldBe("too_many_attempts");
        Check(null).ShouldBe(SecondFactorFaults.Required);
        now += AccountRules.FirstWait;
        Check("000000x").ShouldBe(SecondFactorFaults.Wrong);
        Check("000000x")!.RetryAfterSeconds.ShouldBe(60);
        now += TimeSpan.FromMinutes(1);
        Check(Totp.CodeAt(Secret, now)).ShouldBeNull();
        Check("000000x").ShouldBe(SecondFactorFaults.Wrong);
    }

    [Fact]
    public void Guesses_in_a_day_are_too_few_to_find_a_code()
    {
        TurnOn();
        var guesses = 0;
        for (var end = now.AddDays(1); now < end; now += TimeSpan.FromSeconds(1))
            if (Check("0000000") == SecondFactorFaults.Wrong) guesses++;
        guesses.ShouldBeLessThan(300);
        factor.Failures.Length.ShouldBeLessThanOrEqualTo(SecondFactorState.MaxFailures);
    }

    [Fact]
    public void Recovery_code_is_accepted_once()
    {
        TurnOn();
        recovery.Distinct().Count().ShouldBe(10);
        Check(recovery[3].ToLowerInvariant().Replace("-", " ")).ShouldBeNull();
        factor.View().RecoveryCodesLeft.ShouldBe(9);
        Check(recovery[3]).ShouldBe(SecondFactorFaults.Wrong);
        Check(recovery[4]).ShouldBeNull();
        factor.RecoveryDigests.ShouldAllBe(digest => !recovery.Contains(digest));
    }

    [Fact]
    public void Renewed_recovery_codes_replace_the_earlier_ones()
    {
        TurnOn();
        now += TimeSpan.FromMinutes(1);
        Use(SecondFactorRules.Renew, "000000x").ShouldBe(SecondFactorFaults.Wrong);
        Use(SecondFactorRules.Renew, Totp.CodeAt(Secret, now), "renew").ShouldBeNull();
        Check(recovery[0]).ShouldBe(SecondFactorFaults.Wrong);
        Check(SecondFactorRules.CodesOf(Secret, "renew")[0]).ShouldBeNull();
    }

    [Fact]
    public void Turned_off_factor_keeps_nothing()
    {
        TurnOn();
        Use(SecondFactorRules.TurnOff, "000000x").ShouldBe(SecondFactorFaults.Wrong);
        factor.View().IsOn.ShouldBeTrue();
        Use(SecondFactorRules.TurnOff, recovery[0]).ShouldBeNull();
        (factor.Secret, factor.NewSecret, factor.Since, factor.RecoveryDigests.Length).ShouldBe((null, null, null, 0));
        Check(null).ShouldBeNull();
    }

    [Fact]
    public void Another_secret_is_confirmed_within_the_same_step()
    {
        TurnOn();
        Apply(SecondFactorRules.Reset(factor)).ShouldBeNull();
        var secret = Totp.NewSecret();
        Apply(SecondFactorRules.Begin(factor, secret)).ShouldBeNull();
        Confirm(Totp.CodeAt(secret, now)).ShouldBeNull();
    }

    [Fact]
    public void Unreadable_secret_leaves_recovery_codes_only()
    {
        TurnOn();
        factor = factor with { Secret = Totp.Unreadable };
        now += TimeSpan.FromMinutes(1);
        Check(Totp.CodeAt(Totp.Unreadable, now)).ShouldBe(SecondFactorFaults.Wrong, "anybody could make it");
        Use(SecondFactorRules.Renew, recovery[0]).ShouldBe(SecondFactorFaults.Unreadable);
        Check(recovery[0]).ShouldBeNull();
        Use(SecondFactorRules.TurnOff, recovery[1]).ShouldBeNull();
    }

    [Fact]
    public void Reset_needs_no_code()
    {
        SecondFactorRules.Reset(factor).Events.ShouldBeEmpty();
        Apply(SecondFactorRules.Begin(factor, Secret));
        Apply(SecondFactorRules.Reset(factor)).ShouldBeNull();
        factor.NewSecret.ShouldBeNull();
        TurnOn();
        Apply(SecondFactorRules.Reset(factor)).ShouldBeNull();
        Check(null).ShouldBeNull();
    }

    private static SendMail Notice(string operation, string kind) => new($"{operation}/{kind}", kind, "user-1");

    private void TurnOn()
    {
        Apply(SecondFactorRules.Begin(factor, Secret)).ShouldBeNull();
        Confirm(Totp.CodeAt(Secret, now)).ShouldBeNull();
    }

    private Fault? Confirm(string code) =>
        Apply(SecondFactorRules.Confirm(factor, new ConfirmSecondFactor("on", code, "session-1"), now));

    private Fault? Check(string? code) => Use(SecondFactorRules.Check, code);

    private Fault? Use(
        Func<SecondFactorState, UseSecondFactor, DateTimeOffset, Decision<SecondFactorEvent>> rule, string? code,
        string operation = "use") =>
        Apply(rule(factor, new UseSecondFactor(operation, code), now));

    private Fault? Apply(Decision<SecondFactorEvent> decision)
    {
        foreach (var happened in decision.Events)
            factor = SecondFactorState.Apply(factor, new EventEnvelope<SecondFactorEvent>(0, ++seq, now, null, happened));
        return decision.Refusal ?? (decision.Events.Any(e => e is SecondFactorRefused) ? SecondFactorFaults.Wrong : null);
    }
}
