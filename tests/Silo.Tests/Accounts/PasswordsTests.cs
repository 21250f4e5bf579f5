using Microsoft.AspNetCore.Identity;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Silo.Accounts;

namespace XelaConnect.Tests.Accounts;

/// <summary>Stored hashes name their scheme; what holds of every build.</summary>
public sealed class PasswordsTests
{
    private const string Password = "correct horse battery";

    private static readonly Pbkdf2Scheme Cheap = new(1_000);

    [Fact]
    public async Task A_hash_names_its_scheme_and_is_right_for_its_password_alone()
    {
        using var passwords = new Passwords([Cheap]);
        var hash = (await passwords.HashAsync(Password)).Value!;
        hash.ShouldStartWith("pbkdf2-v3:");
        hash.ShouldNotContain(Password);
        (await passwords.VerifyAsync(Password, hash)).Value.ShouldBe(PasswordCheck.Right);
        (await passwords.VerifyAsync("another", hash)).Value.ShouldBe(PasswordCheck.Wrong);
        (await passwords.HashAsync(Password)).Value.ShouldNotBe(hash, "each has a salt of its own");
    }

    [Fact]
    public async Task A_long_password_counts_to_its_last_letter()
    {
        using var passwords = new Passwords([Cheap]);
        var hash = (await passwords.HashAsync(new string('x', 200) + "a")).Value!;
        (await passwords.VerifyAsync(new string('x', 200) + "b", hash)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public async Task Where_there_is_no_hash_no_password_is_right()
    {
        using var passwords = new Passwords([Cheap]);
        (await passwords.VerifyAsync(Password, null)).Value.ShouldBe(PasswordCheck.Wrong);
        (await passwords.VerifyAsync("nobody's password", null)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Theory]
    [InlineData("argon2id:$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA")]
    [InlineData("no scheme at all")]
    [InlineData("")]
    public async Task A_hash_of_a_scheme_that_this_build_does_not_know_is_not_called_wrong(string hash)
    {
        using var passwords = new Passwords([Cheap]);
        var check = await passwords.VerifyAsync(Password, hash);
        check.Fault.ShouldBe(AccountFaults.PasswordNotCheckable);
    }

    [Fact]
    public async Task A_right_password_under_a_scheme_that_is_not_the_preferred_one_is_outdated_and_a_wrong_one_is_wrong()
    {
        using var passwords = new Passwords([new Reversed(), Cheap]);
        var hash = $"{Cheap.Name}:{Cheap.Hash(Password)}";
        (await passwords.VerifyAsync(Password, hash)).Value.ShouldBe(PasswordCheck.Outdated);
        (await passwords.VerifyAsync("another", hash)).Value.ShouldBe(PasswordCheck.Wrong);
        (await passwords.HashAsync("abc")).Value.ShouldBe("reversed:cba");
    }

    [Fact]
    public void A_hash_of_fewer_iterations_than_today_s_is_outdated_and_one_of_more_is_not()
    {
        new Pbkdf2Scheme(2_000).Verify(Password, Cheap.Hash(Password)).ShouldBe(PasswordCheck.Outdated);
        new Pbkdf2Scheme(2_000).Verify("another", Cheap.Hash(Password)).ShouldBe(PasswordCheck.Wrong);
        Cheap.Verify(Password, new Pbkdf2Scheme(2_000).Hash(Password)).ShouldBe(PasswordCheck.Right);
    }

    [Fact]
    public void The_framework_s_own_hasher_reads_what_is_stored() =>
        new PasswordHasher<object>().VerifyHashedPassword(this, new Pbkdf2Scheme(210_000).Hash(Password), Password).ShouldBe(PasswordVerificationResult.Success);

    [Fact]
    public async Task When_the_lane_is_full_whoever_comes_is_told_so_and_the_others_are_served()
    {
        var slow = new Waiting();
        using var passwords = new Passwords([slow]);
        var asked = Enumerable.Range(0, 64 + Environment.ProcessorCount + 8).Select(_ => passwords.HashAsync(Password)).ToList();
        asked.Count(a => a.IsCompletedSuccessfully && a.Result.Fault == AccountFaults.Busy).ShouldBeGreaterThanOrEqualTo(8);
        slow.Go.Set();
        (await Task.WhenAll(asked)).Count(answer => answer.IsOk).ShouldBeGreaterThanOrEqualTo(64);
    }

    private sealed class Reversed : IPasswordScheme
    {
        public string Name => "reversed";

        public string Hash(string password) => new([.. password.Reverse()]);

        public PasswordCheck Verify(string password, string hash) => Hash(password) == hash ? PasswordCheck.Right : PasswordCheck.Wrong;
    }

    /// <summary>Takes as long as the test wants.</summary>
    private sealed class Waiting : IPasswordScheme
    {
        public ManualResetEventSlim Go { get; } = new();

        public string Name => "waiting";

        public string Hash(string password)
        {
            Go.Wait();
            return password;
        }

        public PasswordCheck Verify(string password, string hash) => PasswordCheck.Wrong;
    }
}
