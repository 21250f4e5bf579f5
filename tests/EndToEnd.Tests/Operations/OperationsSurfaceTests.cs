using System.Net;

namespace XelaConnect.EndToEnd.Tests.Operations;

/// <summary>What the public port shows of the service's inside, what the disk shows, and how secrets are replaced.</summary>
public sealed class OperationsSurfaceTests
{
    private static readonly string[] Inside =
        ["/metrics", "/Metrics", "/METRICS/", "/%6Detrics", "/docs", "/Docs/", "/docs/index.html", "/DOCS/index.html",
            "/docs/swagger-ui.css"];

    [Fact]
    public async Task Public_port_serves_metrics_and_docs_only_by_setting()
    {
        await using var host = await HostProcess.StartAsync();
        foreach (var path in Inside) (await host.Anonymous.GetAsync(path)).Should(HttpStatusCode.NotFound);
        await host.KillAndStartAgainAsync(("Xela__Metrics__OnPublicPort", "true"), ("Xela__Http__Docs", "true"));
        foreach (var path in (string[])["/metrics", "/docs/index.html"]) (await host.Anonymous.GetAsync(path)).Should(HttpStatusCode.OK);
        await host.KillAndStartAgainAsync(
            ("Xela__Metrics__OnPublicPort", null), ("Xela__Http__Docs", null), ("ASPNETCORE_ENVIRONMENT", "Development"));
        (await host.Anonymous.GetAsync("/docs/index.html")).Should(HttpStatusCode.OK);
        (await host.Anonymous.GetAsync("/metrics")).Should(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Metrics_listener_serves_only_metrics()
    {
        var port = FreePorts.Take();
        await using var host = await HostProcess.StartAsync(("Xela__Metrics__Url", $"http://127.0.0.1:{port}"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        metrics.ShouldContain("xela_kernel_commits_total");
        metrics.ShouldNotContain("otel_scope_name");
        foreach (var path in (string[])["/", "/api/circles", "/health/ready"])
            (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Data_files_are_owner_only_after_start()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var host = await HostProcess.StartAsync();
        await Person.SignUpAsync(host);
        ShouldBePrivate(host);
        await host.KillAsync();
        foreach (var file in Directory.GetFiles(host.Data))
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(
            host.Data,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await host.StartAgainAsync();
        await Person.SignUpAsync(host);
        ShouldBePrivate(host);
        File.GetUnixFileMode(host.Data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        static void ShouldBePrivate(HostProcess host)
        {
            if (OperatingSystem.IsWindows()) return;
            var files = Directory.GetFiles(host.Data).Where(file => !file.EndsWith("signing.key", StringComparison.Ordinal)).ToList();
            files.Select(Path.GetFileName).ShouldContain("xela.db-wal");
            foreach (var file in files) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task Signing_key_rotation_keeps_sessions_and_stored_responses()
    {
        const string first = "the first key of this test, long enough", second = "the second key of this test, long enough";
        await using var host = await HostProcess.StartAsync(("Xela__Auth__SigningKey", first));
        var (email, key) = (Person.NewEmail(), Guid.NewGuid().ToString("N"));
        var signedUp = (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email), key)).Should(HttpStatusCode.Created);
        var ada = Person.Of(host, email, signedUp);
        Header(ada.Token!).ShouldContain("\"kid\"");

        await host.KillAndStartAgainAsync(("Xela__Auth__SigningKey", second), ("Xela__Auth__PreviousSigningKey", first));
        await ada.MeAsync();
        (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email), key))
            .Should(HttpStatusCode.Created).Bytes.ShouldBe(signedUp.Bytes);
        (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(Person.NewEmail()), key))
            .ShouldRefuse(HttpStatusCode.Conflict, "idempotency_key_reused");
        var renewed = await ada.LogInAsync();

        await host.KillAndStartAgainAsync(("Xela__Auth__PreviousSigningKey", null));
        (await ada.GetAsync("/api/auth/me")).Should(HttpStatusCode.Unauthorized);
        await renewed.MeAsync();

        static string Header(string token)
        {
            var text = token[..token.IndexOf('.', StringComparison.Ordinal)].Replace('-', '+').Replace('_', '/');
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
        }
    }
}
