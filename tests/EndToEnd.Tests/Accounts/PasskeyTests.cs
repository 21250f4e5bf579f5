using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>Passkeys, with an authenticator in software.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    private const string Origin = "https://app.example.org";
    private readonly SoftAuthenticator phone = new(Origin);
    private FakeOidc provider = null!;
    private HostProcess host = null!;

    public async Task InitializeAsync()
    {
        provider = await FakeOidc.StartAsync();
        host = await HostProcess.StartAsync([
            .. provider.Settings, ("Xela__Passkeys__RelyingPartyId", "example.org"), ("Xela__Passkeys__Origins__0", Origin),
        ]);
    }

    public async Task DisposeAsync()
    {
        phone.Dispose();
        await host.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task Passkey_signs_in_without_an_address_and_stands_for_both_factors()
    {
        var ada = await Person.SignUpAsync(host);
        var options = (await ada.PostAsync("/api/auth/passkeys/options")).Should(HttpStatusCode.Created).Json.GetProperty("public_key");
        options.GetProperty("rp").GetProperty("id").GetString().ShouldBe("example.org");
        options.GetProperty("user").GetProperty("name").GetString().ShouldBe(ada.Email);
        options.GetProperty("authenticatorSelection").GetProperty("userVerification").GetString().ShouldBe("required");
        var added = (await ada.PostAsync("/api/auth/passkeys", New(phone, options, "Phone"))).Should(HttpStatusCode.Created);
        var passkey = added.Json.GetProperty("ways").GetProperty("passkeys")[0];
        passkey.GetProperty("name").GetString().ShouldBe("Phone");
        var export = (await ada.GetAsync("/api/users/me/export")).Should(HttpStatusCode.OK).Json;
        export.GetProperty("ways_in").GetProperty("passkeys")[0].GetProperty("name").GetString().ShouldBe("Phone");
        export.GetProperty("devices").GetArrayLength().ShouldBe(1);
        var recovery = (await TurnSecondFactorOnAsync(ada, codes: 1))[0];

        Person.Of(host, ada.Email, (await SignInAsync(phone)).Should(HttpStatusCode.OK)).Id.ShouldBe(ada.Id);
        (await ada.PostAsync("/api/auth/totp/disable", new JsonObject { ["code"] = recovery })).Should(HttpStatusCode.OK);
        options = await NewOptionsAsync(ada);
        options.GetProperty("excludeCredentials")[0].GetProperty("id").GetString().ShouldBe(phone.CredentialId);
        // The same one again changes nothing.
        (await ada.PostAsync("/api/auth/passkeys", New(phone, options))).Should(HttpStatusCode.Created)
            .Json.GetProperty("ways").GetProperty("passkeys").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Replayed_and_foreign_challenges_open_no_session()
    {
        var (ada, bo) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Bo"));
        await AddAsync(ada, phone);
        var proof = Body(phone.Get(await OptionsAsync()));
        (await SendAsync(proof)).Should(HttpStatusCode.OK);
        (await SendAsync(proof)).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_challenge");
        var own = JsonSerializer.SerializeToElement(new { rpId = "example.org", challenge = "YSBjaGFsbGVuZ2UgdGhhdCBubyBob3N0IGlzc3VlZA" });
        (await SendAsync(Body(phone.Get(own)))).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_challenge");

        // A challenge for a new passkey is that person's, and signs nobody in.
        var options = await NewOptionsAsync(ada);
        var forSignIn = JsonSerializer.SerializeToElement(
            new { rpId = "example.org", challenge = options.GetProperty("challenge").GetString() });
        (await SendAsync(Body(phone.Get(forSignIn)))).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_challenge");
        using var other = new SoftAuthenticator(Origin);
        var made = New(other, options);
        (await bo.PostAsync("/api/auth/passkeys", made)).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_challenge");
        (await ada.PostAsync("/api/auth/passkeys", made)).Should(HttpStatusCode.Created);
        using var third = new SoftAuthenticator(Origin);
        (await ada.PostAsync("/api/auth/passkeys", New(third, options))).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_challenge");

        proof = Body(phone.Get(await OptionsAsync()));
        var racing = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(proof)));
        racing.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBe(1, "of two requests with one challenge, one gets a session");
    }

    [Fact]
    public async Task Wrong_passkeys_open_no_session()
    {
        var (ada, bo) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Bo"));
        using var stranger = new SoftAuthenticator(Origin) { UserHandle = "dXNlci0x" };
        (await SignInAsync(stranger)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_rejected");
        phone.Counter = 5;
        await AddAsync(ada, phone);
        phone.Origin = "https://app.example.com";
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_rejected");
        (phone.Origin, phone.Domain) = (Origin, "app.example.org");
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_rejected");
        (phone.Domain, phone.VerifiesUser) = (null, false);
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_rejected");
        phone.VerifiesUser = true;
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_copied");
        phone.Counter = 6;
        var handle = phone.UserHandle;
        phone.UserHandle = (await NewOptionsAsync(bo)).GetProperty("user").GetProperty("id").GetString();
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_rejected");
        phone.UserHandle = handle;
        (await SignInAsync(phone)).Should(HttpStatusCode.OK);
        phone.Counter = 4;
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_copied");
        phone.Counter = 0;
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_copied");
        // Another person's passkey cannot be added.
        phone.Counter = 7;
        (await bo.PostAsync("/api/auth/passkeys", New(phone, await NewOptionsAsync(bo))))
            .ShouldRefuse(HttpStatusCode.Conflict, "identity_taken");
    }

    [Fact]
    public async Task Passkey_is_renamed_and_removed_and_one_way_stays()
    {
        var email = Person.NewEmail();
        var nonce = (await host.Anonymous.PostAsync("/api/auth/nonce")).Json.GetProperty("nonce").GetString()!;
        var ada = Person.Of(host, email, (await host.Anonymous.PostAsync("/api/auth/identity", new JsonObject
        {
            ["provider"] = "google", ["id_token"] = provider.Token("passkeys", email, nonce), ["nonce"] = nonce,
        })).Should(HttpStatusCode.Created));
        var path = $"/api/auth/passkeys/{(await AddAsync(ada, phone)).GetProperty("id").GetString()}";
        (await ada.PutAsync(path, new JsonObject { ["name"] = "Laptop" })).Should(HttpStatusCode.OK)
            .Json.GetProperty("ways").GetProperty("passkeys")[0].GetProperty("name").GetString().ShouldBe("Laptop");
        var bo = await Person.SignUpAsync(host, "Bo");
        (await bo.DeleteAsync(path)).ShouldRefuse(HttpStatusCode.NotFound, "passkey_not_found");
        (await bo.PutAsync(path, new JsonObject { ["name"] = "Mine" })).ShouldRefuse(HttpStatusCode.NotFound, "passkey_not_found");

        (await ada.DeleteAsync("/api/auth/ways/google")).Should(HttpStatusCode.OK);
        (await ada.DeleteAsync(path)).ShouldRefuse(HttpStatusCode.Conflict, "last_way_in");
        using var laptop = new SoftAuthenticator(Origin);
        await AddAsync(ada, laptop);
        (await ada.DeleteAsync(path)).Should(HttpStatusCode.OK);
        (await ada.DeleteAsync(path)).ShouldRefuse(HttpStatusCode.NotFound, "passkey_not_found");
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_rejected");
        (await SignInAsync(laptop)).Should(HttpStatusCode.OK);
        phone.UserHandle = null;
        await AddAsync(bo, phone);
        Person.Of(host, bo.Email, (await SignInAsync(phone)).Should(HttpStatusCode.OK)).Id
            .ShouldBe(bo.Id, "the passkey belonged to nobody");
    }

    [Fact]
    public async Task Second_factor_is_asked_for_before_a_way_in_is_added()
    {
        var ada = await Person.SignUpAsync(host);
        var code = await TurnSecondFactorOnAsync(ada, codes: 2);
        var body = New(phone, await NewOptionsAsync(ada));
        (await ada.PostAsync("/api/auth/passkeys", body)).ShouldRefuse(HttpStatusCode.Unauthorized, "second_factor_required");
        body["code"] = "00000x";
        (await ada.PostAsync("/api/auth/passkeys", body)).ShouldRefuse(HttpStatusCode.Forbidden, "wrong_second_factor");
        (await SignInAsync(phone)).ShouldRefuse(HttpStatusCode.Unauthorized, "passkey_rejected");
        body["code"] = code[0];
        (await ada.PostAsync("/api/auth/passkeys", body)).Should(HttpStatusCode.Created);
        (await SignInAsync(phone)).Should(HttpStatusCode.OK);

        var nonce = (await host.Anonymous.PostAsync("/api/auth/nonce")).Json.GetProperty("nonce").GetString()!;
        var link = new JsonObject { ["provider"] = "apple", ["id_token"] = provider.Token("linked", null, nonce), ["nonce"] = nonce };
        (await ada.PostAsync("/api/auth/ways", link)).ShouldRefuse(HttpStatusCode.Unauthorized, "second_factor_required");
        link["code"] = code[1];
        (await ada.PostAsync("/api/auth/ways", link)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guest_has_no_passkeys()
    {
        var guest = Person.Of(host, "", (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        (await guest.PostAsync("/api/auth/passkeys/options")).ShouldRefuse(HttpStatusCode.Forbidden, "members_only");
    }

    private static async Task<JsonElement> AddAsync(Person person, SoftAuthenticator authenticator)
    {
        var added = await person.PostAsync("/api/auth/passkeys", New(authenticator, await NewOptionsAsync(person)));
        return added.Should(HttpStatusCode.Created).Json.GetProperty("ways").GetProperty("passkeys").EnumerateArray().Last();
    }

    private async Task<Reply> SignInAsync(SoftAuthenticator authenticator) =>
        await SendAsync(Body(authenticator.Get(await OptionsAsync())));

    private Task<Reply> SendAsync(JsonObject proof) => host.Anonymous.PostAsync("/api/auth/passkeys/sign-in", proof);

    private async Task<JsonElement> OptionsAsync() =>
        (await host.Anonymous.PostAsync("/api/auth/passkeys/sign-in/options"))
            .Should(HttpStatusCode.Created).Json.GetProperty("public_key");

    private static async Task<JsonElement> NewOptionsAsync(Person person) =>
        (await person.PostAsync("/api/auth/passkeys/options")).Should(HttpStatusCode.Created).Json.GetProperty("public_key");

    private static JsonObject New(SoftAuthenticator authenticator, JsonElement options, string? name = null)
    {
        var body = Body(authenticator.Create(options));
        if (name is not null) body["name"] = name;
        return body;
    }

    private static JsonObject Body(JsonObject credential) => new() { ["credential"] = credential };

    private static async Task<string[]> TurnSecondFactorOnAsync(Person person, int codes)
    {
        var secret = (await person.PostAsync("/api/auth/totp")).Should(HttpStatusCode.OK).Json.GetProperty("secret").GetString()!;
        return [.. (await person.PostAsync("/api/auth/totp/confirm", new JsonObject { ["code"] = AuthenticatorApp.CodeOf(secret) }))
            .Should(HttpStatusCode.OK).Json.GetProperty("recovery_codes").EnumerateArray().Take(codes).Select(code => code.GetString()!)];
    }
}
