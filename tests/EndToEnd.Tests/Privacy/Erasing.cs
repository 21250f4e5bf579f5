using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using XelaConnect.Profiles;

namespace XelaConnect.EndToEnd.Tests.Privacy;

/// <summary>What the tests of an erasure share: somebody who planted words everywhere, a scan of the bytes, and the receipt.</summary>
internal static partial class Erasing
{
    public const string AfterGrace = "31.00:00:00";
    public const string Staff = "staff@example.org";
    /// <summary>What was planted and is not of the person.</summary>
    private static readonly string[] OfOthers =
    [
        "referred by", "badge", "time zone", "language", "device", "way in", "circle category", "message of the other", "block",
        "course",
    ];

    public static Task<HostProcess> StartAsync(params (string Key, string? Value)[] settings) => HostProcess.StartAsync(
        [("ASPNETCORE_ENVIRONMENT", "Development"), ("Xela__Clock__Offset", "0.00:00:00"), .. settings]);

    /// <summary>Beside what the export holds: a friend who came with the code, and texts that were edited and deleted.</summary>
    public static async Task<PlantedPerson> PlantAsync(HostProcess host)
    {
        var planted = await PlantedPerson.PlantAsync(host, amongAdults: true);
        var (ada, words) = (planted.Ada, planted.Canaries);
        var body = Person.SignUpBody(Person.NewEmail(), "Eve");
        body["referral_code"] = words["referral code"];
        var signedUp = (await host.Anonymous.PostAsync("/api/auth/signup", body)).Should(HttpStatusCode.Created);
        var eve = Person.Of(host, (string)body["email"]!, signedUp);
        await PlantedPerson.GiveBirthDateAsync(eve);
        await eve.JoinAsync(planted.LeftCircle);
        await Until.TrueAsync(async () => (await eve.CreditsAsync()) > 0);
        await ada.JoinAsync(planted.LeftCircle);
        await ada.PostToCircleAsync(planted.LeftCircle, words["post as a member"] = "word-of-a-member-1");
        return planted;
    }

    public static Dictionary<string, string> NeedlesOf(PlantedPerson planted)
    {
        var needles = planted.Canaries.Where(canary => !OfOthers.Contains(canary.Key))
            .ToDictionary(canary => canary.Key, canary => canary.Value);
        needles["id"] = FormerUsers.PartOf(planted.Ada.Id);
        needles["key of the address"] = Ids.OfEmail(planted.Ada.Email);
        return needles;
    }

    /// <summary>Another address, a second factor, a card payment, a public reflection, and what staff did and wrote.</summary>
    public static async Task PlantMoreAsync(PlantedPerson planted, Dictionary<string, string> needles)
    {
        var (ada, host, address) = (planted.Ada, (HostProcess)planted.Ada.Host, needles["new address"] = Person.NewEmail());
        (await ada.PostAsync("/api/auth/email", new JsonObject { ["email"] = address, ["password"] = Person.Password }))
            .Should(HttpStatusCode.OK);
        var (outbox, code) = (Path.Combine(host.Data, "outbox"), "");
        await Until.TrueAsync(() => Task.FromResult((code = Directory.GetFiles(outbox, "*.eml").Select(File.ReadAllText)
            .Where(mail => mail.Contains(address, StringComparison.Ordinal)).Select(mail => CodeLine().Match(mail).Value)
            .FirstOrDefault("")).Length > 0));
        (await ada.PostAsync("/api/auth/email/confirm", new JsonObject { ["email"] = address, ["code"] = code }))
            .Should(HttpStatusCode.OK);
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("email").GetString() == address);
        var secret = (await ada.PostAsync("/api/auth/totp")).Should(HttpStatusCode.OK).Json.GetProperty("secret").GetString()!;
        var codes = await ada.PostAsync("/api/auth/totp/confirm", new JsonObject { ["code"] = AuthenticatorApp.CodeOf(secret) });
        needles["secret of the app"] = secret;
        needles["recovery code"] = codes.Should(HttpStatusCode.OK).Json.GetProperty("recovery_codes")[0].GetString()!;
        (await ada.TopUpAsync(500)).Should(HttpStatusCode.OK);
        needles["public reflection"] = "word-for-everybody";
        (await ada.PostAsync("/api/reflections", new JsonObject { ["content"] = "word-for-everybody", ["is_public"] = true }))
            .Should(HttpStatusCode.Created);
        var staff = Person.Of(host, Staff, await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(Staff, "Bo")));
        (await staff.GetAsync($"/api/admin/users/{ada.Id}")).Should(HttpStatusCode.OK);
        (await staff.PostAsync("/api/admin/credits", new JsonObject
        {
            ["user_id"] = ada.Id, ["amount"] = 5, ["reason"] = needles["reason of staff"] = "word-of-staff",
        })).Should(HttpStatusCode.OK);
        (await staff.PutAsync($"/api/admin/staff/{ada.Id}", new JsonObject
        {
            ["scopes"] = new JsonArray("support"), ["reason"] = needles["reason of a role"] = "word-of-a-role",
        })).Should(HttpStatusCode.OK);
        await Until.TrueAsync(async () =>
            (await staff.GetAsync("/api/admin/audit")).Text.Contains("word-of-a-role", StringComparison.Ordinal));
    }

    public static async Task ShouldKeepTheChainAsync(HostProcess host)
    {
        var staff = Person.Of(host, Staff, (await host.Anonymous.PostAsync(
            "/api/auth/login", new JsonObject { ["email"] = Staff, ["password"] = Person.Password })).Should(HttpStatusCode.OK));
        var month = DateTimeOffset.UtcNow.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var lines = (await staff.GetAsync($"/api/admin/audit/export?month={month}")).Should(HttpStatusCode.OK).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonDocument.Parse(lines[^1]).RootElement.GetProperty("intact").GetBoolean().ShouldBeTrue();
        var aboutPeople = lines[..^1].Select(line => JsonDocument.Parse(line).RootElement)
            .Where(entry => entry.GetProperty("target").GetString() is { Length: > 0 }).ToList();
        aboutPeople.Count.ShouldBe(3);
        aboutPeople.ShouldAllBe(entry =>
            FormerUsers.Is(entry.GetProperty("target").GetString()!) && entry.GetProperty("reason").GetString() == "");
    }

    public static Task<Reply> EraseWithAsync(Person person, string password, string? code = null) => person.SendAsync(
        HttpMethod.Delete, "/api/users/me", new JsonObject { ["password"] = password, ["code"] = code }.ToJsonString());

    public static async Task<(DateTimeOffset ErasesAt, string Receipt)> EraseAsync(Person person, string? code = null)
    {
        var erased = (await EraseWithAsync(person, Person.Password, code)).Should(HttpStatusCode.OK).Json;
        return (erased.GetProperty("erases_at").GetDateTimeOffset(), erased.GetProperty("receipt_id").GetString()!);
    }

    public static async Task<JsonElement> ReceiptAsync(HostProcess host, string id)
    {
        Reply reply = null!;
        await Until.TrueAsync(async () => (reply = await host.Anonymous.GetAsync($"/api/receipts/{id}")).Status == HttpStatusCode.OK);
        return reply.Json;
    }

    /// <summary>As anybody could, by the public key alone.</summary>
    public static async Task CheckReceiptAsync(HostProcess host, JsonElement signed)
    {
        var parts = signed.GetProperty("jws").GetString()!.Split('.');
        var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        head.GetProperty("alg").GetString().ShouldBe("ES256");
        var keys = (await host.Anonymous.GetAsync("/api/receipts/keys")).Should(HttpStatusCode.OK).Json.GetProperty("keys");
        var key = keys.EnumerateArray().Single(one => one.GetProperty("kid").GetString() == head.GetProperty("kid").GetString());
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()),
                Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()),
            },
        });
        var signature = Base64Url.DecodeFromChars(parts[2]);
        ecdsa.VerifyData(Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256).ShouldBeTrue();
        ecdsa.VerifyData(Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}x"), signature, HashAlgorithmName.SHA256).ShouldBeFalse();
        var content = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        JsonElement.DeepEquals(content, signed.GetProperty("receipt")).ShouldBeTrue();
        content.GetProperty("passes").GetInt32().ShouldBeGreaterThan(1);
        content.GetProperty("erased").EnumerateArray().Sum(kind => kind.GetProperty("deleted_rows").GetInt64()).ShouldBePositive();
        content.GetProperty("kept").EnumerateArray().ShouldAllBe(kept => kept.GetProperty("why").GetString()!.Length > 0);
    }

    public static async Task ShouldHaveLeftAsync(PlantedPerson planted, Person ben)
    {
        var name = planted.Canaries["name"];
        (await MemberNamesAsync(ben, planted.LeftCircle)).ShouldNotContain(name);
        var inbox = string.Concat((await ben.InboxAsync()).Select(conversation => conversation.GetRawText()));
        inbox.ShouldContain(FormerUsers.Name);
        inbox.ShouldNotContain(name);
    }

    public static async Task ShouldKeepWordsOfOthersAsync(PlantedPerson planted)
    {
        var ben = await planted.Ben.LogInAsync();
        await ShouldHaveLeftAsync(planted, ben);
        (await ben.TrySendMessageAsync(planted.Ada, "hello?")).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        var conversation = (await ben.InboxAsync()).Single();
        var messages = await ben.AllMessagesAsync(conversation.GetProperty("id").GetString()!);
        messages.Select(message => message.Seq).ShouldBe(Enumerable.Range(1, messages.Count).Select(seq => (long)seq));
        messages.Where(message => message.SenderId == ben.Id).Select(message => message.Content)
            .ShouldBe([planted.Canaries["message of the other"]]);
        messages.Where(message => message.SenderId != ben.Id).ShouldAllBe(
            message => FormerUsers.Is(message.SenderId) && message.Content.Length == 0);
        var posts = await ben.AllCirclePostsAsync(planted.LeftCircle);
        posts.Select(post => post.Message).ShouldContain(planted.Foreign["post of another"]);
        posts.Where(post => post.UserId != ben.Id).ShouldAllBe(
            post => post.Message.Length == 0 && FormerUsers.Is(post.UserId) && post.UserName == FormerUsers.Name);
    }

    public static async Task<string[]> MemberNamesAsync(Person person, string circle) =>
    [
        .. (await person.GetAsync($"/api/circles/{circle}/members")).Should(HttpStatusCode.OK).Json.GetProperty("members").EnumerateArray()
            .Select(member => member.GetProperty("name").GetString()!),
    ];

    /// <summary>How often each text is in the files of a host that does not run, as bytes.</summary>
    public static Dictionary<string, int> Scan(HostProcess host, Dictionary<string, string> needles)
    {
        var files = Directory.GetFiles(host.Data, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        return needles.ToDictionary(needle => needle.Key, needle => files.Sum(file => Count(file, Encoding.UTF8.GetBytes(needle.Value))));

        static int Count(ReadOnlySpan<byte> file, byte[] text)
        {
            var count = 0;
            for (int at; (at = file.IndexOf(text)) >= 0; file = file[(at + text.Length)..]) count++;
            return count;
        }
    }

    [GeneratedRegex("(?m)^[A-Z0-9]{8}(?=\r?$)")]
    private static partial Regex CodeLine();

    /// <summary>The portion that was stored last, from the journal.</summary>
    public static string Progress(HostProcess host)
    {
        using var database = new SqliteConnection($"Data Source={host.JournalFile};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = """
            SELECT seq, type, CAST(payload AS TEXT) FROM journal WHERE stream LIKE 'privacy.%'
            ORDER BY stream DESC, seq DESC LIMIT 1
            """;
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return "";
        var (type, payload) = (reader.GetString(1), reader.GetString(2));
        return $"{reader.GetInt64(0)} {type} {(type == "privacy.erasure-advanced.v1" ? payload[..Math.Min(90, payload.Length)] : "")}";
    }
}
