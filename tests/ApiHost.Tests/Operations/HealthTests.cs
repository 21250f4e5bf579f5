using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using XelaConnect.ApiHost.Tests.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Operations;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_serves_HEAD_like_GET(string path)
    {
        await using var host = await TestHost.StartAsync();
        var (head, get) = (await host.SendAsync(HttpMethod.Head, path), await host.GetAsync(path));
        (head.Status, head.Header("Content-Type"), head.Text).ShouldBe((200, "application/json; charset=utf-8", ""));
        get.Header("Content-Type").ShouldBe("application/json; charset=utf-8");
        host.Grains.Outage = new TimeoutException();
        (await host.SendAsync(HttpMethod.Head, path)).Status.ShouldBe((await host.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Health_rejects_POST()
    {
        await using var host = await TestHost.StartAsync();
        (await host.PostAsync("/health/ready", "{}")).Status.ShouldBe(405);
    }

    [Fact]
    public async Task Ready_lists_the_checks()
    {
        await using var host = await TestHost.StartAsync();
        (await ReadyAsync()).ShouldBe("""{"status":"ready","checks":{"grains":{"status":"ok","milliseconds":#}}}""");
        host.Grains.Outage = new TimeoutException();
        (await ReadyAsync()).ShouldBe("""{"status":"not_ready","checks":{"grains":{"status":"failed","milliseconds":#}}}""");

        async Task<string> ReadyAsync() => Regex.Replace((await host.GetAsync("/health/ready")).Text, "[0-9]+(\\.[0-9])?", "#");
    }

    [Fact]
    public async Task Ready_of_a_stopping_host_is_draining()
    {
        await using var host = await TestHost.StartAsync();
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var ready = await host.GetAsync("/health/ready");
        (ready.Status, ready.Text).ShouldBe((503, """{"status":"draining","checks":{}}"""));
        (await host.GetAsync("/health/live")).Text.ShouldBe("""{"status":"live"}""");
    }
}
