using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>Verification, recovery and change of an address, by the mails that the host writes to its outbox directory.</summary>
public sealed class EmailTests : IAsyncLifetime
{
    private const string Better = "a better horse battery", Secret = "whsec-mail";
    private const string VerifySubject = MailFiles.VerifySubject, ResetSubject = "Your code for a new password";
    private HostProcess host = null!;

    public async Task InitializeAsync() => host = await HostProcess.StartAsync(
        ("Xela__Mail__WebhookSecret", Secret), ("Xela__Mail__WebUrl", "https://app.example.org"));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Mailed_code_verifies_the_address_once()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.MeAsync()).GetProperty("email_verified").GetBoolean().ShouldBeFalse();
        var code = await host.CodeAsync(ada.Email, VerifySubject);
        (await VerifyAsync(ada.Email, "AAAAAAAA")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_code");
        (await VerifyAsync((await Person.SignUpAsync(host)).Email, code)).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_code");
        (await VerifyAsync(ada.Email, "short")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request")
            .Json.GetProperty("errors").TryGetProperty("code", out _).ShouldBeTrue();
        (await VerifyAsync(ada.Email, code.ToLowerInvariant())).Should(HttpStatusCode.OK);
        (await VerifyAsync(ada.Email, code)).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_code");
        (await ada.MeAsync()).GetProperty("email_verified").GetBoolean().ShouldBeTrue();
        (await ada.PostAsync("/api/auth/verify-email/send")).ShouldRefuse(HttpStatusCode.Conflict, "already_verified");
    }

    [Fact]
    public async Task Reset_ends_every_session_and_tells_the_person()
    {
        var ada = await Person.SignUpAsync(host);
        var phone = await ada.LogInAsync();
        await ForgotAsync(ada.Email);
        var code = await host.CodeAsync(ada.Email, ResetSubject);
        (await ResetAsync(ada.Email, code, "short")).Should(HttpStatusCode.BadRequest);
        var both = await Task.WhenAll(ResetAsync(ada.Email, code, Better), ResetAsync(ada.Email, code, Better));
        both.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1);
        both.Single(reply => reply.Status != HttpStatusCode.OK).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_code");
        foreach (var person in (Person[])[ada, phone])
            (await person.GetAsync("/api/auth/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        (await ada.TryLogInAsync()).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        (await (await ada.LogInAsync(Better)).MeAsync()).GetProperty("email_verified").GetBoolean().ShouldBeTrue("the code came by mail");
        await host.MailAsync(ada.Email, "Your password was changed");
    }

    [Fact]
    public async Task Forgotten_password_of_an_unknown_address_looks_alike()
    {
        var ada = await Person.SignUpAsync(host);
        var (known, unknown) = (await ForgotAsync(ada.Email), await ForgotAsync(Person.NewEmail()));
        unknown.Text.ShouldBe(known.Text);
        (await host.Anonymous.PostAsync("/api/auth/forgot", new JsonObject { ["email"] = "nobody" }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ResetAsync(Person.NewEmail(), "AAAAAAAA", Better)).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task Flood_of_requests_for_one_address_sends_one_mail()
    {
        var ada = await Person.SignUpAsync(host);
        await host.CodeAsync(ada.Email, VerifySubject);
        for (var i = 0; i < 30; i++) await ForgotAsync(i % 2 == 0 ? ada.Email : ada.Email.ToUpperInvariant());
        var code = await host.CodeAsync(ada.Email, ResetSubject);
        (await ResetAsync(ada.Email, code, Better)).Should(HttpStatusCode.OK);
        // That mail is the last one in order.
        await host.MailAsync(ada.Email, "Your password was changed");
        host.Mails(ada.Email).Count(mail => mail.Subject == ResetSubject).ShouldBe(1);
    }

    [Fact]
    public async Task New_address_is_confirmed_and_the_earlier_one_informed()
    {
        var (ada, taken, fresh) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host), Person.NewEmail());
        (await ChangeAsync(ada, fresh, "guess")).ShouldRefuse(HttpStatusCode.Forbidden, "wrong_password");
        var refused = await ChangeAsync(ada, taken.Email);
        (await ChangeAsync(ada, fresh)).Should(HttpStatusCode.OK).Text.ShouldBe(refused.Should(HttpStatusCode.OK).Text);
        var code = await host.CodeAsync(fresh, "Confirm your new email address");
        (await taken.PostAsync("/api/auth/email/confirm", new JsonObject { ["email"] = fresh, ["code"] = code }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_code");
        (await ada.PostAsync("/api/auth/email/confirm", new JsonObject { ["email"] = fresh, ["code"] = code })).Should(HttpStatusCode.OK);
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("email").GetString() == fresh);
        (await ada.MeAsync()).GetProperty("email_verified").GetBoolean().ShouldBeTrue();
        await host.MailAsync(ada.Email, "Your email address was changed");
        (await ada.TryLogInAsync()).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        (await host.Anonymous.PostAsync("/api/auth/login", new JsonObject { ["email"] = fresh, ["password"] = Person.Password }))
            .Should(HttpStatusCode.OK).Json.GetProperty("user").GetProperty("id").GetString().ShouldBe(ada.Id);
        (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(ada.Email))).Should(HttpStatusCode.Created);
        (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(fresh))).ShouldRefuse(HttpStatusCode.Conflict, "email_taken");
        host.Mails(taken.Email).ShouldAllBe(mail => mail.Subject == VerifySubject);
    }

    [Fact]
    public async Task Mails_have_the_language_of_the_person()
    {
        var email = Person.NewEmail();
        var signedUp = await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email), ("Accept-Language", "fr-FR"));
        var ada = Person.Of(host, email, signedUp.Should(HttpStatusCode.Created));
        await host.MailAsync(email, "Confirmez votre adresse e-mail");
        (await ada.MeAsync()).GetProperty("language").GetString().ShouldBe("fr");
        (await ada.PutAsync("/api/users/me/language", new JsonObject { ["language"] = "tlh" }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        (await ada.PutAsync("/api/users/me/language", new JsonObject { ["language"] = "de" })).Should(HttpStatusCode.OK);
        await ForgotAsync(email);
        await host.MailAsync(email, "Dein Code f\u00FCr ein neues Passwort");
    }

    [Fact]
    public async Task Bounce_ends_mail_to_the_address()
    {
        var ada = await Person.SignUpAsync(host);
        await host.CodeAsync(ada.Email, VerifySubject);
        var bounce = new JsonObject { ["id"] = "evt-1", ["type"] = "bounce", ["email"] = ada.Email };
        (await host.Anonymous.PostAsync("/api/webhooks/mail", bounce)).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        var wrong = bounce.DeepClone().AsObject();
        wrong["email"] = "nobody";
        (await ReportAsync(wrong)).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        wrong["email"] = ada.Email;
        wrong["type"] = "delivered";
        (await ReportAsync(wrong)).Should(HttpStatusCode.OK);
        for (var i = 0; i < 2; i++) (await ReportAsync(bounce)).Should(HttpStatusCode.OK);
        var (before, other) = (host.Mails(ada.Email).Count, await Person.SignUpAsync(host));
        await ForgotAsync(ada.Email);
        await ForgotAsync(other.Email);
        await host.MailAsync(other.Email, ResetSubject);
        host.Mails(ada.Email).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Person_learns_of_new_devices_and_changed_ways_in()
    {
        var ada = await Person.SignUpAsync(host);
        await VerifyAsync(ada.Email, await host.CodeAsync(ada.Email, VerifySubject));
        await ada.LogInAsync();
        (await LogInAsync(ada.Email, Person.Password, ("User-Agent", "another phone"))).Should(HttpStatusCode.OK);
        await host.MailAsync(ada.Email, "New sign-in to your account");

        using var authenticator = new SoftAuthenticator("https://app.example.org");
        var options = (await ada.PostAsync("/api/auth/passkeys/options")).Should(HttpStatusCode.Created).Json.GetProperty("public_key");
        var added = await ada.PostAsync("/api/auth/passkeys", new JsonObject { ["credential"] = authenticator.Create(options) });
        await host.MailAsync(ada.Email, "A passkey was added");
        var id = added.Should(HttpStatusCode.Created).Json.GetProperty("ways").GetProperty("passkeys")[0].GetProperty("id").GetString();
        (await ada.DeleteAsync($"/api/auth/passkeys/{id}")).Should(HttpStatusCode.OK);
        await host.MailAsync(ada.Email, "A passkey was removed");

        var codes = await TurnSecondFactorOnAsync(ada);
        await host.MailAsync(ada.Email, "Your second factor is on");
        (await LogInAsync(ada.Email, Person.Password, code: codes[0])).Should(HttpStatusCode.OK);
        await host.MailAsync(ada.Email, "A recovery code was used");
        (await ada.PostAsync("/api/auth/totp/disable", new JsonObject { ["code"] = codes[1] })).Should(HttpStatusCode.OK);
        await host.MailAsync(ada.Email, "Your second factor is off");
        host.Mails(ada.Email).Count(mail => mail.Subject == "New sign-in to your account")
            .ShouldBe(1, "the other sign-ins were from a known device");
    }

    [Fact]
    public async Task Address_that_nobody_proved_gets_no_notices()
    {
        var ada = await Person.SignUpAsync(host);
        await TurnSecondFactorOnAsync(ada);
        // A mail to the same address that is sent later.
        await ForgotAsync(ada.Email);
        await host.CodeAsync(ada.Email, ResetSubject);
        host.Mails(ada.Email).ShouldAllBe(mail => mail.Subject == VerifySubject || mail.Subject == ResetSubject);
    }

    [Fact]
    public async Task Reset_of_a_never_verified_account_takes_the_second_factor_of_its_opener()
    {
        var squatter = await Person.SignUpAsync(host);
        await TurnSecondFactorOnAsync(squatter);
        await ForgotAsync(squatter.Email);
        (await ResetAsync(squatter.Email, await host.CodeAsync(squatter.Email, ResetSubject), Better)).Should(HttpStatusCode.OK);
        await Until.TrueAsync(async () => (await LogInAsync(squatter.Email, Better)).Status == HttpStatusCode.OK);

        var owner = await squatter.LogInAsync(Better);
        await TurnSecondFactorOnAsync(owner);
        (await LogInAsync(owner.Email, Better)).ShouldRefuse(HttpStatusCode.Unauthorized, "second_factor_required");
    }

    [Fact]
    public async Task Mail_survives_a_crash_of_the_host()
    {
        var ada = await Person.SignUpAsync(host);
        await ForgotAsync(ada.Email);
        await host.KillAndStartAgainAsync();
        // A mail that was written just before the crash is written again, and its last code counts.
        await Until.TrueAsync(
            async () => (await ResetAsync(ada.Email, await host.CodeAsync(ada.Email, ResetSubject), Better)).Status == HttpStatusCode.OK);
    }

    private async Task<Reply> ForgotAsync(string email) =>
        (await host.Anonymous.PostAsync("/api/auth/forgot", new JsonObject { ["email"] = email })).Should(HttpStatusCode.OK);

    private Task<Reply> VerifyAsync(string email, string code) =>
        host.Anonymous.PostAsync("/api/auth/verify-email", new JsonObject { ["email"] = email, ["code"] = code });

    private Task<Reply> LogInAsync(string email, string password, (string, string)? header = null, string? code = null)
    {
        var body = new JsonObject { ["email"] = email, ["password"] = password };
        if (code is not null) body["code"] = code;
        return header is { } sent
            ? host.Anonymous.PostAsync("/api/auth/login", body, sent) : host.Anonymous.PostAsync("/api/auth/login", body);
    }

    private static async Task<string[]> TurnSecondFactorOnAsync(Person person)
    {
        var secret = (await person.PostAsync("/api/auth/totp")).Should(HttpStatusCode.OK).Json.GetProperty("secret").GetString()!;
        var on = await person.PostAsync("/api/auth/totp/confirm", new JsonObject { ["code"] = AuthenticatorApp.CodeOf(secret) });
        return [.. on.Should(HttpStatusCode.OK).Json.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!)];
    }

    private Task<Reply> ResetAsync(string email, string code, string password) => host.Anonymous.PostAsync(
        "/api/auth/reset", new JsonObject { ["email"] = email, ["code"] = code, ["new_password"] = password });

    private static Task<Reply> ChangeAsync(Person person, string email, string password = Person.Password) =>
        person.PostAsync("/api/auth/email", new JsonObject { ["email"] = email, ["password"] = password });

    private Task<Reply> ReportAsync(JsonObject happened) =>
        host.Anonymous.PostAsync("/api/webhooks/mail", happened, ("Authorization", $"Bearer {Secret}"));
}
