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
using Xunit.Abstractions;

namespace XelaConnect.EndToEnd.Tests.Privacy;

/// <summary>A person leaves: nothing of them stays on the disk, and others keep their own words.</summary>
public sealed partial class ErasureTests(ITestOutputHelper output)
{
    private const string AfterGrace = "31.00:00:00";
    private const string Staff = "staff@example.org";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    /// <summary>What was planted and is not of the person.</summary>
    private static readonly string[] OfOthers =
    [
        "referred by", "badge", "time zone", "language", "device", "way in", "circle category", "message of the other", "block",
        "course",
    ];

    [Fact]
    public async Task Nothing_of_a_person_who_left_is_on_the_disk()
    {
        await using var stripe = await FakeStripe.StartAsync();
        await using var host = await StartAsync([.. stripe.Settings, ("Xela__Admin__Emails__0", Staff)]);
        var planted = await PlantAsync(host);
        var (ada, needles) = (planted.Ada, NeedlesOf(planted));
        await PlantMoreAsync(planted, needles);
        var (erasesAt, receipt) = await EraseAsync(ada, needles["recovery code"]);
        (erasesAt - DateTimeOffset.UtcNow).TotalDays.ShouldBe(30, tolerance: 0.1);
        (await ada.GetAsync("/api/auth/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        (await host.Anonymous.GetAsync($"/api/receipts/{receipt}")).ShouldRefuse(HttpStatusCode.NotFound, "receipt_not_found");
        await Until.TrueAsync(async () => (await MemberNamesAsync(planted.Ben, planted.LeftCircle)).Contains(FormerUsers.Name));
        await ShouldHaveLeftAsync(planted, planted.Ben);
        await host.KillAsync();
        var before = Scan(host, needles);

        await host.StartAgainAsync(("Xela__Clock__Offset", AfterGrace));
        var signed = await ReceiptAsync(host, receipt);
        output.WriteLine(JsonSerializer.Serialize(signed, Indented));
        await CheckReceiptAsync(host, signed);
        await host.KillAsync();

        var after = Scan(host, needles);
        output.WriteLine($"{"",-50} before  after");
        foreach (var (where, _) in needles) output.WriteLine($"{where,-50} {before[where],6} {after[where],6}");
        // Of a code only a digest is stored, and the secret is encrypted.
        before.Where(found => found.Value == 0 && found.Key is not ("recovery code" or "secret of the app")).Select(found => found.Key)
            .ShouldBeEmpty("not found although it was there");
        after.Where(found => found.Value > 0).Select(found => found.Key).ShouldBeEmpty("still there");
        Scan(host, planted.Foreign).Where(found => found.Value == 0).Select(found => found.Key).ShouldBeEmpty("words of others");
        await host.StartAgainAsync();
        await ShouldKeepWordsOfOthersAsync(planted);
        await ShouldKeepTheChainAsync(host);
        signed.GetProperty("receipt").GetProperty("kept").EnumerateArray()
            .First(kept => kept.GetProperty("what").GetString()!.Contains("payments", StringComparison.Ordinal))
            .GetProperty("rows").GetInt64().ShouldBePositive();
        foreach (var address in (string[])[ada.Email, needles["new address"]])
        {
            (await host.Anonymous.PostAsync("/api/auth/login", new JsonObject { ["email"] = address, ["password"] = Person.Password }))
                .ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
            (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(address))).Should(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task Killed_after_every_portion_it_ends_in_the_same_state()
    {
        await using var host = await StartAsync();
        var planted = await PlantAsync(host);
        var (_, receipt) = await EraseAsync(planted.Ada);
        await host.KillAndStartAgainAsync(("Xela__Clock__Offset", AfterGrace));
        var (kills, seen) = (new List<string>(), "");
        while (true)
        {
            var now = seen;
            await Until.TrueAsync(() => Task.FromResult((now = Progress(host)) != seen));
            await host.KillAsync();
            seen = Progress(host);
            kills.Add(seen);
            await host.StartAgainAsync();
            if (seen.Contains("finished", StringComparison.Ordinal)) break;
        }
        output.WriteLine($"killed {kills.Count} times, after:\n{string.Join('\n', kills)}");
        kills.Count.ShouldBeGreaterThan(5);
        await CheckReceiptAsync(host, await ReceiptAsync(host, receipt));
        await ShouldKeepWordsOfOthersAsync(planted);
        await host.KillAsync();
        Scan(host, NeedlesOf(planted)).Where(found => found.Value > 0).Select(found => found.Key).ShouldBeEmpty("still there");
    }

    [Fact]
    public async Task Sign_in_before_the_end_keeps_everything()
    {
        await using var host = await StartAsync();
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        var circle = await ben.CreateCircleAsync();
        await ada.JoinAsync(circle);
        await ada.PostToCircleAsync(circle, "Hello");
        await EraseAsync(ada);
        await Until.TrueAsync(async () => (await MemberNamesAsync(ben, circle)).Contains(FormerUsers.Name));
        (await ben.CirclePostsAsync(circle)).Single().UserName.ShouldBe(FormerUsers.Name);
        var back = (await ada.TryLogInAsync()).Should(HttpStatusCode.OK);
        back.Json.GetProperty("message").GetString().ShouldStartWith("Welcome back");
        (await Person.Of(host, ada.Email, back).MeAsync()).GetProperty("name").GetString().ShouldBe("Ada");
        await Until.TrueAsync(async () => (await MemberNamesAsync(ben, circle)).Contains("Ada"));
        (await ben.CirclePostsAsync(circle)).Single().UserName.ShouldBe("Ada");

        await host.KillAndStartAgainAsync(("Xela__Clock__Offset", AfterGrace));
        (await (await ada.LogInAsync()).MeAsync()).GetProperty("name").GetString().ShouldBe("Ada");
        // And leaves for good, with another receipt.
        await EraseAsync(await ada.LogInAsync());
    }

    [Fact]
    public async Task Erasure_asks_for_the_password_or_a_session_that_began_a_moment_ago()
    {
        await using var host = await StartAsync();
        var ada = await Person.SignUpAsync(host);
        (await EraseWithAsync(ada, "wrong horse battery")).ShouldRefuse(HttpStatusCode.Forbidden, "wrong_password")
            .Text.ShouldContain("The field password");
        await host.KillAndStartAgainAsync(("Xela__Clock__Offset", "0.00:11:00"));
        (await ada.DeleteAsync("/api/users/me")).ShouldRefuse(HttpStatusCode.Forbidden, "confirmation_required");
        (await EraseWithAsync(ada, Person.Password)).Should(HttpStatusCode.OK);
        (await EraseWithAsync(ada, Person.Password)).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        var fresh = await Person.SignUpAsync(host);
        (await fresh.DeleteAsync("/api/users/me")).Should(HttpStatusCode.OK);
        var mail = Directory.GetFiles(Path.Combine(host.Data, "outbox")).Select(File.ReadAllText);
        await Until.TrueAsync(() => Task.FromResult(
            mail.Any(text => text.Contains("will be erased", StringComparison.Ordinal)
                && text.Contains(ada.Email, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Two_requests_at_once_get_one_receipt()
    {
        await using var host = await StartAsync();
        var ada = await Person.SignUpAsync(host);
        var other = await ada.LogInAsync();
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => EraseWithAsync(i % 2 == 0 ? ada : other, Person.Password)));
        var receipts = replies.Where(reply => reply.Status == HttpStatusCode.OK)
            .Select(reply => reply.Json.GetProperty("receipt_id").GetString()).ToList();
        receipts.ShouldNotBeEmpty();
        receipts.Distinct().Count().ShouldBe(1);
        replies.Where(reply => reply.Status != HttpStatusCode.OK).ShouldAllBe(reply => reply.Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Purchase_and_reply_under_way_end_first()
    {
        await using var stripe = await FakeStripe.StartAsync();
        await using var model = await FakeModel.StartAsync();
        await using var host = await StartAsync([.. stripe.Settings, .. model.Settings]);
        var ada = await Person.SignUpAsync(host);
        var (charged, asked, go) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        stripe.OnCharged = _ =>
        {
            charged.TrySetResult();
            return go.Task;
        };
        model.OnRequest = async (http, _) =>
        {
            asked.TrySetResult();
            await go.Task;
            await FakeModel.StreamAsync(http, ["A word of the reply"]);
        };
        var (buys, asks) = (ada.TopUpAsync(500), ada.TryAskXelaAsync("word-to-Xela"));
        await Task.WhenAll(charged.Task, asked.Task).WaitAsync(Until.Patience);
        var (_, receipt) = await EraseAsync(ada);
        go.SetResult();
        await Task.WhenAll(buys, asks);
        await host.KillAndStartAgainAsync(("Xela__Clock__Offset", AfterGrace));
        var erased = (await ReceiptAsync(host, receipt)).GetProperty("receipt");
        erased.GetProperty("kept")[0].GetProperty("what").GetString()!.ShouldContain("payments");
        await host.KillAsync();
        Dictionary<string, string> needles = new()
        {
            ["id"] = FormerUsers.PartOf(ada.Id), ["address"] = ada.Email, ["question"] = "word-to-Xela", ["answer"] = "A word of the reply",
        };
        Scan(host, needles).Where(found => found.Value > 0).Select(found => found.Key).ShouldBeEmpty("still there");
    }

    private static Task<HostProcess> StartAsync(params (string Key, string? Value)[] settings) => HostProcess.StartAsync(
        [("ASPNETCORE_ENVIRONMENT", "Development"), ("Xela__Clock__Offset", "0.00:00:00"), .. settings]);

    /// <summary>Beside what the export holds: a friend who came with the code, and texts that were edited and deleted.</summary>
    private static async Task<PlantedPerson> PlantAsync(HostProcess host)
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

    private static Dictionary<string, string> NeedlesOf(PlantedPerson planted)
    {
        var needles = planted.Canaries.Where(canary => !OfOthers.Contains(canary.Key))
            .ToDictionary(canary => canary.Key, canary => canary.Value);
        needles["id"] = FormerUsers.PartOf(planted.Ada.Id);
        needles["key of the address"] = Ids.OfEmail(planted.Ada.Email);
        return needles;
    }

    /// <summary>Another address, a second factor, a card payment, a public reflection, and what staff did and wrote.</summary>
    private static async Task PlantMoreAsync(PlantedPerson planted, Dictionary<string, string> needles)
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

    private static async Task ShouldKeepTheChainAsync(HostProcess host)
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

    private static Task<Reply> EraseWithAsync(Person person, string password, string? code = null) => person.SendAsync(
        HttpMethod.Delete, "/api/users/me", new JsonObject { ["password"] = password, ["code"] = code }.ToJsonString());

    private static async Task<(DateTimeOffset ErasesAt, string Receipt)> EraseAsync(Person person, string? code = null)
    {
        var erased = (await EraseWithAsync(person, Person.Password, code)).Should(HttpStatusCode.OK).Json;
        return (erased.GetProperty("erases_at").GetDateTimeOffset(), erased.GetProperty("receipt_id").GetString()!);
    }

    private static async Task<JsonElement> ReceiptAsync(HostProcess host, string id)
    {
        Reply reply = null!;
        await Until.TrueAsync(async () => (reply = await host.Anonymous.GetAsync($"/api/receipts/{id}")).Status == HttpStatusCode.OK);
        return reply.Json;
    }

    /// <summary>As anybody could, by the public key alone.</summary>
    private static async Task CheckReceiptAsync(HostProcess host, JsonElement signed)
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

    private static async Task ShouldHaveLeftAsync(PlantedPerson planted, Person ben)
    {
        var name = planted.Canaries["name"];
        (await MemberNamesAsync(ben, planted.LeftCircle)).ShouldNotContain(name);
        var inbox = string.Concat((await ben.InboxAsync()).Select(conversation => conversation.GetRawText()));
        inbox.ShouldContain(FormerUsers.Name);
        inbox.ShouldNotContain(name);
    }

    private static async Task ShouldKeepWordsOfOthersAsync(PlantedPerson planted)
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

    private static async Task<string[]> MemberNamesAsync(Person person, string circle) =>
    [
        .. (await person.GetAsync($"/api/circles/{circle}/members")).Should(HttpStatusCode.OK).Json.GetProperty("members").EnumerateArray()
            .Select(member => member.GetProperty("name").GetString()!),
    ];

    /// <summary>How often each text is in the files of a host that does not run, as bytes.</summary>
    private static Dictionary<string, int> Scan(HostProcess host, Dictionary<string, string> needles)
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
    private static string Progress(HostProcess host)
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
