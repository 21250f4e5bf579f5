using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>What holds at one host holds at the other, at once.</summary>
[Collection(SharedCluster.Name)]
public sealed class AcrossHostsTests(SharedCluster shared) : IAsyncLifetime
{
    /// <summary>As <c>AccountRules.FreeAttempts</c>.</summary>
    private const int FreeAttempts = 5;

    private Node a = null!;
    private Node b = null!;

    public async Task InitializeAsync()
    {
        var cluster = await shared.HealthyAsync();
        (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [ClusterFact]
    public async Task Session_ended_at_one_host_is_rejected_at_the_other()
    {
        for (var i = 0; i < 10; i++)
        {
            var ada = await Person.SignUpAsync(i % 2 == 0 ? a : b);
            await ada.At(a).MeAsync();
            await ada.At(b).MeAsync();

            (await ada.At(a).PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK);

            (await ada.At(b).GetAsync("/api/auth/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
            (await Should.ThrowAsync<HttpRequestException>(() => ada.At(b).ConnectAsync()))
                .StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [ClusterFact]
    public async Task Device_is_disconnected_when_its_session_ends_at_another_host()
    {
        var ada = await Person.SignUpAsync(a);
        var phone = await ada.At(b).LogInAsync();
        await using var here = await ada.At(b).ConnectAsync();
        await using var other = await phone.ConnectAsync();

        (await ada.At(a).PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK);

        (await here.SessionEnded).ShouldBe("logout");
        await here.Closed;
        other.SessionEndedAlready().ShouldBeFalse();
        await phone.At(a).MeAsync();
    }

    [ClusterFact]
    public async Task Same_key_at_both_hosts_has_one_effect()
    {
        var ada = await Person.SignUpAsync(a);
        var circle = await ada.CreateCircleAsync();

        var first = (await ada.At(a).TryPostToCircleAsync(circle, "said at one host", "one-key")).Should(HttpStatusCode.Created);
        var again = (await ada.At(b).TryPostToCircleAsync(circle, "said at one host", "one-key")).Should(HttpStatusCode.Created);
        again.Bytes.ShouldBe(first.Bytes);
        again.Headers.ShouldContainKey("Idempotent-Replayed");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => ada.At(i % 2 == 0 ? a : b).TryPostToCircleAsync(circle, "said at both", "another-key")));
        foreach (var answer in answers) answer.Should(HttpStatusCode.Created).Bytes.ShouldBe(answers[0].Bytes);
        (await ada.CirclePostsAsync(circle)).Select(said => said.Message).ShouldBe(["said at one host", "said at both"]);
        (await ada.At(b).TryPostToCircleAsync(circle, "something else", "another-key"))
            .ShouldRefuse(HttpStatusCode.Conflict, "idempotency_key_reused");
    }

    [ClusterFact]
    public async Task Concurrent_sign_up_at_both_hosts_opens_one_account()
    {
        var email = Person.NewEmail();
        var key = Guid.NewGuid().ToString("N");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(
            i => new Caller(i % 2 == 0 ? a : b, null).PostAsync("/api/auth/signup", Person.SignUpBody(email), key)));
        foreach (var answer in answers) answer.Should(HttpStatusCode.Created).Bytes.ShouldBe(answers[0].Bytes);
        (await Person.Of(b, email, answers[0]).GetAsync("/api/auth/sessions")).Json.GetProperty("sessions").GetArrayLength().ShouldBe(1);
    }

    [ClusterFact]
    public async Task Same_client_id_at_both_hosts_posts_once()
    {
        var ada = await Person.SignUpAsync(a);
        var circle = await ada.CreateCircleAsync();
        await using var here = await ada.At(a).ConnectAsync();
        await using var there = await ada.At(b).ConnectAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? here : there).PostToCircleAsync(circle, "once", "my-id")));

        answers.Distinct().ShouldHaveSingleItem().Seq.ShouldBe(1);
        (await ada.CirclePostsAsync(circle)).Length.ShouldBe(1);
    }

    [ClusterFact]
    public async Task Wrong_passwords_are_counted_across_hosts()
    {
        var ada = await Person.SignUpAsync(a);
        for (var i = 0; i < FreeAttempts; i++)
            (await ada.At(i % 2 == 0 ? a : b).TryLogInAsync("not the password"))
                .ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");

        foreach (var host in (Node[])[a, b])
        {
            (await ada.At(host).TryLogInAsync("not the password"))
                .Should(HttpStatusCode.TooManyRequests).Headers.ShouldContainKey("Retry-After");
            // Also who knows the password waits: otherwise the answer would tell that it is right.
            (await ada.At(host).TryLogInAsync()).Should(HttpStatusCode.TooManyRequests);
        }
        await ada.At(b).MeAsync();
    }

    [ClusterFact]
    public async Task Messages_between_hosts_arrive_live()
    {
        var ada = await Person.SignUpAsync(a);
        var ben = await Person.SignUpAsync(b, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        await using var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();
        await adas.WatchAsync(circle);
        await bens.WatchAsync(circle);

        for (var i = 1; i <= 30; i++)
        {
            var said = await (i % 2 == 0 ? adas : bens).PostToCircleAsync(circle, $"line {i}", $"{i}");
            await (i % 2 == 0 ? bens : adas).WaitForPostAsync(circle, said.Seq);
        }

        await adas.WaitForPostAsync(circle, 30);
        adas.PostsIn(circle).ShouldBe(bens.PostsIn(circle));
        adas.PostsIn(circle).Select(said => said.Seq).ShouldBe(Enumerable.Range(1, 30).Select(i => (long)i));
    }

    [ClusterFact]
    public async Task Member_count_is_updated_across_hosts()
    {
        var ada = await Person.SignUpAsync(a);
        var ben = await Person.SignUpAsync(b, "Ben");
        var circle = await ada.CreateCircleAsync();
        await using var device = await ada.At(b).ConnectAsync();
        await device.WatchAsync(circle);

        await ben.At(a).JoinAsync(circle);
        await Until.TrueAsync(() => device.LastMemberCount(circle) == 2);
        await ben.At(b).LeaveAsync(circle);
        await Until.TrueAsync(() => device.LastMemberCount(circle) == 1);
        (await ben.At(a).TryPostToCircleAsync(circle, "from outside")).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");
    }

    [ClusterFact]
    public async Task Profile_change_is_visible_at_the_other_host()
    {
        var ada = await Person.SignUpAsync(a);
        for (var i = 0; i < 20; i++)
        {
            var (here, there) = i % 2 == 0 ? (a, b) : (b, a);
            (await ada.At(here).PutAsync("/api/users/profile", new JsonObject { ["bio"] = $"version {i}" })).Should(HttpStatusCode.OK);
            (await ada.At(there).MeAsync()).GetProperty("bio").GetString().ShouldBe($"version {i}");
        }
    }
}
