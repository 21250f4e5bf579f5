using XelaConnect.Grains.Accounts;
using XelaConnect.Silo.Accounts;

namespace XelaConnect.Tests.Accounts;

/// <summary>What holds of the full build, which has bcrypt and prefers it.</summary>
public sealed class BcryptSchemeTests
{
    private const string Password = "correct horse battery";

    // As accounts have held them from the first version on. They are let in for ever.
    private const string Stored = "bcrypt-sha384:$2a$04$x4a1WTYwc/uqbYiQfl9y3./8HCqWmdyN31wwKHS.P9j6HpB9rSmO6";

    [Fact]
    public async Task New_hashes_are_bcrypt_s_and_begin_as_they_always_did()
    {
        using var passwords = new Passwords([new BcryptScheme(4), new Pbkdf2Scheme(1_000)]);
        var hash = (await passwords.HashAsync(Password)).Value!;
        hash.ShouldStartWith(Stored[.."bcrypt-sha384:$2a$04$".Length]);
        (await passwords.VerifyAsync(Password, Stored)).Value.ShouldBe(PasswordCheck.Right);
        (await passwords.VerifyAsync(Password, hash)).Value.ShouldBe(PasswordCheck.Right);
        (await passwords.VerifyAsync("another", hash)).Value.ShouldBe(PasswordCheck.Wrong);
    }

    [Fact]
    public void A_hash_of_a_lower_cost_than_today_s_is_outdated_and_one_of_a_higher_is_not()
    {
        new BcryptScheme(5).Verify(Password, new BcryptScheme(4).Hash(Password)).ShouldBe(PasswordCheck.Outdated);
        new BcryptScheme(5).Verify("another", new BcryptScheme(4).Hash(Password)).ShouldBe(PasswordCheck.Wrong);
        new BcryptScheme(4).Verify(Password, new BcryptScheme(5).Hash(Password)).ShouldBe(PasswordCheck.Right);
    }

    [Fact]
    public void No_password_is_cut_at_72_bytes()
    {
        var hash = new BcryptScheme(4).Hash(new string('x', 80) + "a");
        new BcryptScheme(4).Verify(new string('x', 80) + "b", hash).ShouldBe(PasswordCheck.Wrong);
    }
}
