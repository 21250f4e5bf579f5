using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using XelaConnect.EndToEnd.Tests.Contract;
using Xunit.Abstractions;

namespace XelaConnect.EndToEnd.Tests.Privacy;

/// <summary>A person plants a word in everything that takes text, and finds each in the export.</summary>
[Collection(SharedHost.Name)]
public sealed class ExportTests(SharedHost shared, ITestOutputHelper output)
{
    /// <summary>Texts that requests take and that the person has planted, as <see cref="PlantedPerson.PlantAsync"/> does.</summary>
    private static readonly string[] Planted =
    [
        "POST /api/auth/signup name", "POST /api/auth/signup email", "POST /api/auth/signup city",
        "POST /api/auth/signup referral_code", "PUT /api/users/profile birth_date", "PUT /api/users/me/language language",
        "PUT /api/users/profile name", "PUT /api/users/profile bio", "PUT /api/users/profile interests",
        "PUT /api/users/profile identity_badge", "PUT /api/users/profile city", "PUT /api/users/profile picture",
        "PUT /api/users/me/time-zone time_zone",
        "POST /api/circles name", "POST /api/circles category", "POST /api/circles description", "POST /api/circles tags",
        "POST /api/circles/{id}/activity message",
        "POST /api/connections/request user_id",
        "POST /api/messaging/conversations/{user_id}/messages message",
        "POST /api/safety/report user_id", "POST /api/safety/report reason", "POST /api/safety/report details",
        "POST /api/reflections prompt", "POST /api/reflections content",
        "POST /api/xelatalks/message message", "PUT /api/xelatalks/memory memory",
    ];

    /// <summary>Texts that are not planted, and why.</summary>
    private static readonly Dictionary<string, string> NotPlanted = new(StringComparer.Ordinal)
    {
        ["POST /api/auth/signup password"] = "only a hash of it is held, which is left out",
        ["POST /api/auth/signup birth_date"] = "as in the profile",
        ["DELETE /api/users/me password"] = "not stored", ["DELETE /api/users/me code"] = "not stored",
        ["POST /api/auth/login email"] = "not stored", ["POST /api/auth/login password"] = "not stored",
        ["POST /api/auth/google session_id"] = "not stored", ["POST /api/auth/google referral_code"] = "as in sign-up",
        ["POST /api/auth/upgrade name"] = "as in sign-up", ["POST /api/auth/upgrade email"] = "as in sign-up",
        ["POST /api/auth/upgrade password"] = "only a hash of it is held, which is left out",
        ["POST /api/auth/login code"] = "not stored", ["POST /api/auth/google code"] = "not stored",
        ["POST /api/auth/forgot email"] = "not stored", ["POST /api/auth/reset email"] = "as in sign-up",
        ["POST /api/auth/reset code"] = "only a hash of it is held", ["POST /api/auth/reset new_password"] = "only a hash of it is held",
        ["POST /api/auth/verify-email email"] = "as in sign-up", ["POST /api/auth/verify-email code"] = "only a hash of it is held",
        ["POST /api/auth/email email"] = "not stored before it is confirmed", ["POST /api/auth/email password"] = "not stored",
        ["POST /api/auth/email/confirm email"] = "as in sign-up", ["POST /api/auth/email/confirm code"] = "only a hash of it is held",
        ["POST /api/auth/totp/confirm code"] = "not stored", ["POST /api/auth/totp/recovery-codes code"] = "not stored",
        ["POST /api/auth/totp/disable code"] = "not stored",
        ["POST /api/auth/identity provider"] = "as in a link", ["POST /api/auth/identity id_token"] = "not stored",
        ["POST /api/auth/identity nonce"] = "only a digest of it is held", ["POST /api/auth/identity referral_code"] = "as in sign-up",
        ["POST /api/auth/identity code"] = "not stored",
        ["POST /api/auth/ways provider"] = "planted in IdentityTests", ["POST /api/auth/ways id_token"] = "not stored",
        ["POST /api/auth/ways nonce"] = "only a digest of it is held", ["POST /api/auth/ways code"] = "not stored",
        ["POST /api/auth/password current_password"] = "not stored",
        ["POST /api/auth/password new_password"] = "only a hash of it is held, which is left out",
        ["POST /api/circles image"] = "belongs to the circle", ["POST /api/circles color"] = "belongs to the circle",
        ["POST /api/circles emoji"] = "belongs to the circle",
        ["PUT /api/circles/{id} name"] = "as in a new circle", ["PUT /api/circles/{id} category"] = "as in a new circle",
        ["PUT /api/circles/{id} description"] = "as in a new circle", ["PUT /api/circles/{id} image"] = "belongs to the circle",
        ["PUT /api/circles/{id} color"] = "belongs to the circle", ["PUT /api/circles/{id} emoji"] = "belongs to the circle",
        ["PUT /api/circles/{id} tags"] = "as in a new circle",
        ["POST /api/courses/{id}/purchase payment_method"] = "shows in the cause of the entry",
        ["POST /api/courses/{id}/purchase stripe_token"] = "held by Stripe", ["POST /api/wallet/topup stripe_token"] = "held by Stripe",
        ["POST /api/messaging/typing user_id"] = "not stored",
        ["PUT /api/reflections/{id} prompt"] = "as in a new one", ["PUT /api/reflections/{id} content"] = "as in a new one",
        ["POST /api/video/rooms/create circle_id"] = "held by the provider",
        ["POST /api/video/rooms/create conversation_id"] = "held by the provider",
        ["POST /api/video/rooms/create privacy"] = "held by the provider",
        ["POST /api/video/rooms/token room_name"] = "held by the provider",
        ["POST /api/video/rooms/token user_name"] = "held by the provider",
        ["POST /api/auth/passkeys name"] = "planted in PasskeyTests",
        ["PUT /api/auth/passkeys/{id} name"] = "as in a new one",
        ["POST /api/auth/passkeys code"] = "not stored",
    };

    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Every_text_that_a_request_takes_is_planted_or_has_a_reason()
    {
        var texts = new List<string>();
        foreach (var operation in (await ApiDocument.GetAsync()).Operations.Where(operation => operation.BodySchema is not null
            && !operation.Path.StartsWith("/api/admin/", StringComparison.Ordinal)
            && !operation.Path.StartsWith("/api/webhooks/", StringComparison.Ordinal)))
        {
            foreach (var (name, schema) in operation.BodySchema!["properties"]!.AsObject())
                if (MayBeText(operation.Resolve(schema!.AsObject()), operation)) texts.Add($"{operation} {name}");
        }
        var known = Planted.Concat(NotPlanted.Keys).ToList();
        texts.Except(known).ShouldBeEmpty("not planted");
        known.Except(texts).ShouldBeEmpty("no longer there");
    }

    [Fact]
    public async Task Export_holds_every_planted_word_and_no_word_of_others_that_is_private()
    {
        var planted = await PlantedPerson.PlantAsync(host);
        await planted.GiveBirthDateAsync();
        var (ada, canaries, foreign) = (planted.Ada, planted.Canaries, planted.Foreign);
        var reply = (await ada.GetAsync("/api/users/me/export")).Should(HttpStatusCode.OK);
        reply.Headers["Cache-Control"].ShouldBe("no-store");
        reply.Headers["Content-Disposition"].ShouldContain("xelaconnect.json");
        foreach (var (where, canary) in canaries)
        {
            var found = reply.Json.EnumerateObject()
                .Where(section => $"\"{section.Name}\":{section.Value.GetRawText()}".Contains(canary, StringComparison.Ordinal))
                .Select(section => section.Name).ToList();
            output.WriteLine($"{where,-48} {string.Join(", ", found)}");
            found.ShouldNotBeEmpty(where);
        }
        foreach (var (where, word) in foreign) reply.Text.ShouldNotContain(word, Case.Sensitive, where);
        foreach (var secret in (string[])["$2a$", "$2b$", Person.Password, "bcrypt"]) reply.Text.ShouldNotContain(secret, Case.Sensitive);
    }

    [Fact]
    public async Task Archive_has_the_same_json_and_a_page_to_read()
    {
        var planted = await PlantedPerson.PlantAsync(host);
        await planted.GiveBirthDateAsync();
        var (ada, canaries) = (planted.Ada, planted.Canaries);
        var reply = (await ada.GetAsync("/api/users/me/export?format=zip")).Should(HttpStatusCode.OK);
        reply.Headers["Content-Type"].ShouldBe("application/zip");
        using var zip = new ZipArchive(new MemoryStream(reply.Bytes));
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["xelaconnect.json", "xelaconnect.html"]);
        var json = await ReadAsync(zip.Entries[0]);
        var page = await ReadAsync(zip.Entries[1]);
        JsonDocument.Parse(json).RootElement.GetProperty("profile").GetProperty("id").GetString().ShouldBe(ada.Id);
        foreach (var (where, canary) in canaries)
        {
            json.ShouldContain(canary, Case.Sensitive, where);
            // The page shows the same without the syntax of JSON.
            if (!canary.Contains('"', StringComparison.Ordinal)) page.ShouldContain(canary, Case.Sensitive, where);
        }
        page.ShouldContain("&lt;b&gt;bold&lt;/b&gt;");
        page.ShouldNotContain("<b>bold</b>");

        static async Task<string> ReadAsync(ZipArchiveEntry entry)
        {
            using var reader = new StreamReader(entry.Open());
            return await reader.ReadToEndAsync();
        }
    }

    [Fact]
    public async Task Export_in_the_envelope_and_its_refusals()
    {
        var ada = await Person.SignUpAsync(host);
        var enveloped = (await ada.GetAsync("/api/users/me/export", ("X-Response-Envelope", "true"))).Should(HttpStatusCode.OK).Json;
        enveloped.EnumerateObject().Select(field => field.Name).ShouldBe(["data", "message"]);
        enveloped.GetProperty("data").GetProperty("profile").GetProperty("id").GetString().ShouldBe(ada.Id);
        (await ada.GetAsync("/api/users/me/export?format=xml")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request")
            .Text.ShouldContain("format");
        (await host.Anonymous.GetAsync("/api/users/me/export")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private static bool MayBeText(JsonObject schema, ApiOperation operation)
    {
        var types = schema["type"] is JsonArray several ? several.Select(type => (string?)type).ToHashSet() : [(string?)schema["type"]];
        return types.Contains("string")
            || (types.Contains("array") && MayBeText(operation.Resolve(schema["items"]!.AsObject()), operation));
    }
}
