using System.Net;

namespace XelaConnect.EndToEnd.Tests.Operations;

/// <summary>What must hold over a kill and another start. Each test has a host of its own.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Idempotency_keys_survive_a_restart()
    {
        await using var host = await HostProcess.StartAsync();
        var email = Person.NewEmail();
        var signedUp = (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email), "signing-up-under-a-key-of-this-test"))
            .Should(HttpStatusCode.Created);
        var ada = Person.Of(host, email, signedUp);
        var created = (await ada.PostAsync("/api/circles", Person.CircleBody("Kept"), "creating")).Should(HttpStatusCode.Created);
        var circle = created.Json.GetProperty("circle").GetProperty("id").GetString()!;
        var posted = (await ada.TryPostToCircleAsync(circle, "over HTTP", "posting")).Should(HttpStatusCode.Created);
        CirclePost said;
        await using (var device = await ada.ConnectAsync()) said = await device.PostToCircleAsync(circle, "over the hub", "client-1");

        await host.KillAndStartAgainAsync();

        (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email), "signing-up-under-a-key-of-this-test"))
            .Bytes.ShouldBe(signedUp.Bytes);
        (await ada.PostAsync("/api/circles", Person.CircleBody("Kept"), "creating")).Bytes.ShouldBe(created.Bytes);
        (await ada.TryPostToCircleAsync(circle, "over HTTP", "posting")).Bytes.ShouldBe(posted.Bytes);
        await using (var device = await ada.ConnectAsync())
        {
            (await device.PostToCircleAsync(circle, "over the hub", "client-1")).ShouldBe(said);
            (await device.WatchAsync(circle, 0)).Missed.ShouldBe([CirclePost.Of(posted.Json.GetProperty("activity")), said]);
        }
        (await ada.TryPostToCircleAsync(circle, "another body", "posting")).ShouldRefuse(HttpStatusCode.Conflict, "idempotency_key_reused");
        (await ada.CirclesJoinedAsync()).ShouldBe([circle]);
        (await ada.CirclePostsAsync(circle)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Sign_in_throttling_survives_a_restart()
    {
        await using var host = await HostProcess.StartAsync();
        var ada = await Person.SignUpAsync(host);
        Reply answer;
        var attempts = 0;
        do answer = await ada.TryLogInAsync("a wrong guess"); while (answer.Status == HttpStatusCode.Unauthorized && ++attempts < 30);
        answer.ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_attempts").Headers.ShouldContainKey("Retry-After");

        await host.KillAndStartAgainAsync();

        (await ada.TryLogInAsync()).ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_attempts");
        await ada.MeAsync();
    }

    [Fact]
    public async Task Streak_counts_consecutive_days()
    {
        await using var host = await HostProcess.StartAsync(
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Xela__Clock__Offset", "0.00:00:00"));
        var ada = await Person.SignUpAsync(host);
        var messages = new List<string>();
        // The days on which something is asked, and the streak on each; a session lives for 7.
        foreach (var (day, streak) in ((int, int)[])[(0, 1), (1, 2), (3, 1)])
        {
            if (day > 0) await host.KillAndStartAgainAsync(("Xela__Clock__Offset", $"{day}.00:00:00"));
            (await ada.MeAsync()).GetProperty("streak").GetInt32().ShouldBe(streak, $"day {day}");
            var dashboard = (await ada.GetAsync("/api/users/dashboard")).Should(HttpStatusCode.OK).Json;
            dashboard.GetProperty("stats").GetProperty("streak").GetInt32().ShouldBe(streak, $"day {day}");
            messages.Add(dashboard.GetProperty("daily_message").GetString()!);
        }
        messages.ShouldBeUnique();

        await host.KillAndStartAgainAsync(("Xela__Clock__Offset", "7.00:01:00"));
        (await ada.GetAsync("/api/auth/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Clock_offset_outside_Development_fails_the_start()
    {
        var refused = await Should.ThrowAsync<ProcessFailedException>(
            () => HostProcess.StartAsync(("Xela__Clock__Offset", "1.00:00:00")));
        refused.Message.ShouldContain("Xela:Clock:Offset");
    }
}
