using Microsoft.AspNetCore.Builder;
using XelaConnect.ApiHost.Http;
using XelaConnect.TestKit;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class ConcurrencyLimitTests
{
    [Fact]
    public async Task Requests_beyond_limit_and_queue_are_refused_and_others_completed()
    {
        var release = new TaskCompletionSource();
        var inProgress = 0;
        await using var host = await TestHost.StartAsync(
            app =>
            {
                app.MapGet("/api/slow", async () =>
                {
                    Interlocked.Increment(ref inProgress);
                    await release.Task;
                    return "done";
                });
                app.MapGet("/api/long", () => "done").WithMetadata(new LongRequestMetadata());
            },
            null, ("Xela:Http:ConcurrentRequests", "2"), ("Xela:Http:QueuedRequests", "3"));
        var requests = Enumerable.Range(0, 9).Select(_ => host.GetAsync("/api/slow")).ToList();
        // All but the two in progress and the three in the queue.
        await Until.TrueAsync(() => requests.Count(request => request.IsCompleted) == 4 && Volatile.Read(ref inProgress) == 2);
        foreach (var refused in requests.Where(request => request.IsCompleted).Select(request => request.Result))
        {
            (refused.Status, refused.Code).ShouldBe((503, "unavailable"));
            int.Parse(refused.Header("Retry-After")!).ShouldBeGreaterThan(0);
        }
        (await host.GetAsync("/api/long")).Status.ShouldBe(200);
        (await host.GetAsync("/health/live")).Status.ShouldBe(200);
        (await host.GetAsync("/metrics")).Text.ShouldContain("xela_http_concurrency_limited_total");
        release.SetResult();
        (await Task.WhenAll(requests)).Count(response => response.Status == 200).ShouldBe(5);
        (await host.GetAsync("/api/slow")).Status.ShouldBe(200);
    }
}
