using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using XelaConnect.Profiles;
using Xunit.Abstractions;
using static XelaConnect.EndToEnd.Tests.Privacy.Erasing;

namespace XelaConnect.EndToEnd.Tests.Privacy;

/// <summary>A person leaves: nothing of them stays on the disk, and others keep their own words.</summary>
public sealed class ErasureTests(ITestOutputHelper output)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

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
}
