using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class CachingTests
{
    private string content = "one";

    private void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/catalogue", () => CachedResponse.Json(new { content, filler = new string('x', 2000) }));
        app.MapGet("/api/personal", () => TypedResults.Ok(new { content }));
        app.MapGet(
            "/api/mine", (HttpContext http) =>
            CachedResponse.Json(
                new { content, by = http.Request.Headers["By"].ToString() }, personal: http.Request.Headers.ContainsKey("By")));
        app.MapGet("/api/small", () => CachedResponse.Json(new { content }));
        app.MapGet("/api/login", () => TypedResults.Ok(new { filler = new string('x', 2000) })).SignInLimits();
    }

    [Fact]
    public async Task Unchanged_catalogue_is_a_304()
    {
        await using var host = await TestHost.StartAsync(Map);
        var first = await host.GetAsync("/api/catalogue");
        var tag = first.Header("ETag")!;
        tag.ShouldStartWith("\"");
        first.Header("Cache-Control").ShouldBe("public, must-revalidate, max-age=0");
        foreach (var asked in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            var again = await host.GetAsync("/api/catalogue", null, ("If-None-Match", asked));
            again.Status.ShouldBe(304, asked);
            again.Bytes.ShouldBeEmpty();
            again.Header("ETag").ShouldBe(tag);
        }
        foreach (var asked in new[] { "\"other\"", "rubbish", "" })
            (await host.GetAsync("/api/catalogue", null, ("If-None-Match", asked))).Status.ShouldBe(200);
        content = "two";
        var changed = await host.GetAsync("/api/catalogue", null, ("If-None-Match", tag));
        changed.Status.ShouldBe(200);
        changed.Header("ETag").ShouldNotBe(tag);
    }

    [Fact]
    public async Task Personalised_catalogue_is_not_cached()
    {
        await using var host = await TestHost.StartAsync(Map);
        var open = await host.GetAsync("/api/mine");
        var mine = await host.GetAsync("/api/mine", null, ("By", "ada"));
        open.Header("Cache-Control").ShouldBe("public, must-revalidate, max-age=0");
        mine.Header("Cache-Control").ShouldBe("no-store");
        foreach (var answer in new[] { open, mine }) answer.Header("Vary")!.ShouldContain("Authorization");
        mine.Header("ETag").ShouldNotBe(open.Header("ETag"));
        var again = await host.GetAsync("/api/mine", null, ("By", "ada"), ("If-None-Match", mine.Header("ETag")!));
        again.Status.ShouldBe(304);
        again.Header("Cache-Control").ShouldBe("no-store");
        (await host.GetAsync("/api/mine", null, ("By", "ben"), ("If-None-Match", mine.Header("ETag")!))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Envelope_has_its_own_etag()
    {
        await using var host = await TestHost.StartAsync(Map);
        var plain = (await host.GetAsync("/api/catalogue")).Header("ETag")!;
        var wrapped = await host.GetAsync("/api/catalogue", null, ("X-Response-Envelope", "true"), ("If-None-Match", plain));
        wrapped.Status.ShouldBe(200);
        wrapped.Header("Vary")!.ShouldContain("X-Response-Envelope");
        wrapped.Header("Vary")!.ShouldContain("Origin");
        (await host.GetAsync("/api/catalogue", null, ("X-Response-Envelope", "true"), ("If-None-Match", wrapped.Header("ETag")!)))
            .Status.ShouldBe(304);
    }

    [Fact]
    public async Task Other_responses_are_no_store()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/api/personal")).Header("Cache-Control").ShouldBe("no-store");
        (await host.GetAsync("/api/unknown")).Header("Cache-Control").ShouldBe("no-store");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Compressed_JSON_has_a_weak_etag(string encoding)
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync("/api/catalogue", null, ("Accept-Encoding", encoding));
        answer.Header("Content-Encoding").ShouldBe(encoding);
        answer.Header("ETag").ShouldStartWith("W/\"");
        using Stream open = encoding == "gzip"
            ? new GZipStream(new MemoryStream(answer.Bytes), CompressionMode.Decompress)
            : new BrotliStream(new MemoryStream(answer.Bytes), CompressionMode.Decompress);
        (await new StreamReader(open).ReadToEndAsync()).ShouldStartWith("{\"content\":\"one\"");
        (await host.GetAsync("/api/catalogue", null, ("Accept-Encoding", encoding), ("If-None-Match", answer.Header("ETag")!)))
            .Status.ShouldBe(304);
        (await host.GetAsync("/api/catalogue", null, ("Accept-Encoding", encoding), ("X-Response-Envelope", "true")))
            .Header("Content-Encoding").ShouldBe(encoding);
    }

    [Fact]
    public async Task Small_or_token_responses_are_not_compressed()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/api/catalogue")).Header("Content-Encoding").ShouldBeNull();
        (await host.GetAsync("/api/small", null, ("Accept-Encoding", "gzip"))).Header("Content-Encoding").ShouldBeNull();
        (await host.GetAsync("/api/login", null, ("Accept-Encoding", "gzip"))).Header("Content-Encoding").ShouldBeNull();
        Encoding.UTF8.GetString((await host.GetAsync("/api/login")).Bytes).ShouldStartWith("{");
    }
}
