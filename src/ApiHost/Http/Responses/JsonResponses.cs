using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace XelaConnect.ApiHost.Http;

/// <summary>The response of a write that returns nothing but a message.</summary>
internal sealed record DoneJson(string Message);

/// <summary>A response that is serialized already, with its length.</summary>
internal sealed class JsonBytes(byte[] body) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = XelaJson.ContentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }
}

/// <summary>Catalogue GETs and pictures: an <c>ETag</c> of the bytes, and 304 for a client that has them.</summary>
internal static class CachedResponse
{
    private const string Public = "public, max-age=0, must-revalidate";

    /// <summary>
    /// For a catalogue with personal fields, <paramref name="personal"/> tells whether the response has any, and
    /// <c>no-store</c> keeps it out of shared caches.
    /// </summary>
    public static IResult Json<T>(T value, bool? personal = null) => new SerializedResult<T>(value, personal);

    public static IResult Of(byte[] body, string contentType, string caching) =>
        new BytesResult(body, contentType, caching);

    private sealed class BytesResult(byte[] body, string contentType, string caching) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, body, contentType, caching);
    }

    private sealed class SerializedResult<T>(T value, bool? personal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            // The response depends on the caller, also without one: a cache must keep both apart.
            if (personal is not null) httpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
            var utf8 = JsonSerializer.SerializeToUtf8Bytes(value, json);
            return WriteAsync(httpContext, utf8, XelaJson.ContentType, personal == true ? "no-store" : Public);
        }
    }

    private static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> body, string contentType, string caching)
    {
        var response = http.Response;
        // The envelope changes the bytes afterwards, so its variant has its own tag.
        var digest = Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 12));
        var tag = $"\"{digest}{(Envelope.IsWanted(http) ? "-e" : "")}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = caching;
        response.Headers.Append(HeaderNames.Vary, Envelope.Header);
        // CORS headers depend on the origin, so a browser's cache must keep the response for one origin only.
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (Matches(http.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    // If-None-Match compares weakly: a compressed response has the same tag marked weak.
    private static bool Matches(Microsoft.Extensions.Primitives.StringValues candidates, string tag) =>
        candidates.Count > 0 && EntityTagHeaderValue.TryParseList(candidates, out var tags)
            && tags.Any(one => one.Tag == "*" || one.Tag == tag);
}
