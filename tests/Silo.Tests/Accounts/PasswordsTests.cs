using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Infrastructure.Accounts;

namespace XelaConnect.Tests.Accounts;

/// <summary>Stored hashes name their scheme: bcrypt makes new ones, PBKDF2 is only read.</summary>
public sealed class PasswordsTests
{
    private const string Password = "correct horse battery";

    // As versions without bcrypt stored it: format 3 of ASP.NET Core's hasher, 1,000 and 210,000 iterations of HMAC-SHA512.
    private const string FewIterations = "pbkdf2-v3:AQAAAAIAAAPoAAAAENdz1fV25DfL4NgD77IgCnpRItFfk86hBUNqNpXbO34VpdMIZAnTsdGkV5f3sIR7OA==";
    private const string ManyIterations = "pbkdf2-v3:AQAAAAIAAzRQAAAAENXQGLCKHbNtrtsDDQedc8NCSKCtqhd9by9B4AvfuMI13hG13/Xu0oZxcX0qEBQ3Ig==";

    // As accounts have held them from the first version on.
    private const string StoredBcrypt = "bcrypt-sha384:$2a$04$x4a1WTYwc/uqbYiQfl9y3./8HCqWmdyN31wwKHS.P9j6HpB9rSmO6";

    private static readonly BcryptScheme Cheap = new(4);

    [Fact]
    public async Task Hash_matches_its_own_password_only()
    {
        using var passwords = new Passwords(Cheap);
        var hash = (await passwords.HashAsync(Password)).Value!;
        hash.ShouldStartWith("bcrypt-sha384:$2a$04$");
        hash.ShouldNotContain(Password);
        (await passwords.VerifyAsync(Password, hash)).Value.ShouldBe(PasswordCheck.Right);
        (await passwords.VerifyAsync("another", hash)).Value.ShouldBe(PasswordCheck.Wrong);
        (await passwords.HashAsync(Password)).Value.ShouldNotBe(hash, "each has a salt of its own");
    }

    [Fact]
    public async Task Long_password_is_hashed_to_its_last_character()
    {
        using var passwords = new Passwords(Cheap);
        var hash = (await passwords.HashAsync(new string('x', 200) + "a")).Value!;
        (await passwords.VerifyAsync(new string('x', 200) + "b", hash)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public async Task Account_without_hash_matches_no_password()
    {
        using var passwords = new Passwords(Cheap);
        (await passwords.VerifyAsync(Password, null)).Value.ShouldBe(PasswordCheck.Wrong);
        (await passwords.VerifyAsync("nobody's password", null)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Theory]
    [InlineData("argon2id:$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA")]
    [InlineData("no scheme at all")]
    [InlineData("")]
    public async Task Hash_of_unknown_scheme_is_not_a_wrong_password(string hash)
    {
        using var passwords = new Passwords(Cheap);
        var check = await passwords.VerifyAsync(Password, hash);
        check.Fault.ShouldBe(AccountFaults.PasswordNotCheckable);
    }

    [Theory]
    [InlineData(FewIterations)]
    [InlineData(ManyIterations)]
    public async Task Pbkdf2_hash_is_always_outdated(string stored)
    {
        using var passwords = new Passwords(Cheap, new Pbkdf2Scheme());
        (await passwords.VerifyAsync(Password, stored)).Value.ShouldBe(PasswordCheck.Outdated);
        (await passwords.VerifyAsync("another", stored)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public async Task Stored_bcrypt_hash_stays_valid()
    {
        using var passwords = new Passwords(Cheap, new Pbkdf2Scheme());
        (await passwords.VerifyAsync(Password, StoredBcrypt)).Value.ShouldBe(PasswordCheck.Right);
        (await passwords.VerifyAsync("another", StoredBcrypt)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public void Bcrypt_hash_of_lower_cost_is_outdated()
    {
        new BcryptScheme(5).Verify(Password, Cheap.Hash(Password)).ShouldBe(PasswordCheck.Outdated);
        new BcryptScheme(5).Verify("another", Cheap.Hash(Password)).ShouldBe(PasswordCheck.Wrong);
        Cheap.Verify(Password, new BcryptScheme(5).Hash(Password)).ShouldBe(PasswordCheck.Right);
    }

    [Fact]
    public async Task Passwords_are_compared_in_normalization_form_C()
    {
        using var passwords = new Passwords(Cheap);
        const string composed = "caf\u00E9 au lait", decomposed = "cafe\u0301 au lait";
        (await passwords.VerifyAsync(decomposed, (await passwords.HashAsync(composed)).Value!)).Value.ShouldBe(PasswordCheck.Right);
        (await passwords.VerifyAsync(composed, (await passwords.HashAsync(decomposed)).Value!)).Value.ShouldBe(PasswordCheck.Right);
    }

    [Fact]
    public async Task Hash_of_an_unnormalized_password_is_valid_but_outdated()
    {
        using var passwords = new Passwords(Cheap);
        const string decomposed = "cafe\u0301 au lait";
        var stored = $"{Cheap.Name}:{Cheap.Hash(decomposed)}";
        (await passwords.VerifyAsync(decomposed, stored)).Value.ShouldBe(PasswordCheck.Outdated);
        (await passwords.VerifyAsync("cafe\u0301 au lai", stored)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public async Task Flood_of_one_source_does_not_displace_another()
    {
        var slow = new BlockingScheme();
        using var passwords = new Passwords(slow);
        var flood = Enumerable.Range(0, 200).Select(_ => passwords.HashAsync(Password, "flood")).ToList();
        var checks = Enumerable.Range(0, 200).Select(_ => passwords.VerifyAsync(Password, "waiting:hash", "flood")).ToList();
        var others = Enumerable.Range(0, 20).Select(i => passwords.HashAsync(Password, $"other {i}")).ToList();
        var signIns = Enumerable.Range(0, 20).Select(i => passwords.VerifyAsync(Password, "waiting:hash", $"other {i}")).ToList();
        slow.Go.Set();
        (await Task.WhenAll(others)).ShouldAllBe(hash => hash.IsOk);
        (await Task.WhenAll(signIns)).ShouldAllBe(check => check.IsOk);
        (await Task.WhenAll(flood)).Count(hash => hash.Fault == AccountFaults.Busy).ShouldBeGreaterThan(100);
        (await Task.WhenAll(checks)).Count(check => check.Fault == AccountFaults.Busy).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Sources_of_a_queue_take_turns()
    {
        var queue = new FairQueue<string>(4);
        foreach (var item in (string[])["a1", "a2", "a3", "b1"]) queue.TryAdd(item[..1], item, out _).ShouldBeTrue();
        queue.TryAdd("a", "a4", out _).ShouldBeFalse();
        queue.TryAdd("c", "c1", out var displaced).ShouldBeTrue();
        displaced.ShouldBe("a3");
        queue.TryAdd("c", "c2", out _).ShouldBeFalse("no source has two more than its share");
        new[] { queue.Take(), queue.Take(), queue.Take(), queue.Take(), queue.Take() }.ShouldBe(["a1", "b1", "c1", "a2", null]);
    }

    [Fact]
    public async Task Full_hashing_queue_rejects_new_work()
    {
        var slow = new BlockingScheme();
        using var passwords = new Passwords(slow);
        var asked = Enumerable.Range(0, 64 + Environment.ProcessorCount + 8).Select(_ => passwords.HashAsync(Password)).ToList();
        asked.Count(a => a.IsCompletedSuccessfully && a.Result.Fault == AccountFaults.Busy).ShouldBeGreaterThanOrEqualTo(8);
        slow.Go.Set();
        (await Task.WhenAll(asked)).Count(answer => answer.IsOk).ShouldBeGreaterThanOrEqualTo(64);
    }

    /// <summary>Takes as long as the test wants.</summary>
    private sealed class BlockingScheme : ICurrentPasswordScheme
    {
        public ManualResetEventSlim Go { get; } = new();

        public string Name => "waiting";

        public string Hash(string password)
        {
            Go.Wait();
            return password;
        }

        public PasswordCheck Verify(string password, string hash)
        {
            Go.Wait();
            return PasswordCheck.Wrong;
        }
    }
}
