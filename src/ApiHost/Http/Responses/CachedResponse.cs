using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace XelaConnect.ApiHost.Http;

/// <summary>Answers of catalogue GETs: <c>ETag</c> from the bytes, 304 when the caller has them (contract §0, "caching"). Never for what is only personal.</summary>
internal static class CachedResponse
{
    private const string Public = "public, max-age=0, must-revalidate";

    /// <summary>Serialises <paramref name="value"/> as the endpoint's JSON options say.</summary>
    public static IResult Json<T>(T value) => new Serialised<T>(value, null);

    /// <summary>
    /// A catalogue that shows callers something of their own. Contract §0 asks two things of such an answer and they do not exclude each other: as a
    /// catalogue it carries its tag and honours <c>If-None-Match</c>, so that a client which kept it is not sent it again; what is
    /// <paramref name="personal"/> says <c>no-store</c>, so that no cache on the way keeps it.
    /// </summary>
    public static IResult Json<T>(T value, bool personal) => new Serialised<T>(value, personal);

    /// <summary>Bytes made before.</summary>
    public static IResult Json(ReadOnlyMemory<byte> utf8) => new Bytes(utf8);

    private sealed class Serialised<T>(T value, bool? personal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            // Who asks makes another answer, signed out as well: a cache must not give the one for the other.
            if (personal is not null) httpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
            return WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(value, options), personal == true ? "no-store" : Public);
        }
    }

    private sealed class Bytes(ReadOnlyMemory<byte> utf8) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, utf8, Public);
    }

    private static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> utf8, string caching)
    {
        var response = http.Response;
        // The envelope changes the bytes afterwards, so its variant has a tag of its own.
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(utf8.Span).AsSpan(0, 12))}{(Envelope.IsWanted(http) ? "-e" : "")}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = caching;
        response.Headers.Append(HeaderNames.Vary, Envelope.Header);
        // A browser's cache keeps the answer; without this it would give one origin what was meant for another, or for none.
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (Matches(http.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = utf8.Length;
        return response.Body.WriteAsync(utf8, http.RequestAborted).AsTask();
    }

    private static bool Matches(Microsoft.Extensions.Primitives.StringValues asked, string tag)
    {
        if (asked.Count == 0) return false;
        if (!EntityTagHeaderValue.TryParseList(asked, out var tags)) return false;
        foreach (var candidate in tags)
        {
            // If-None-Match compares weakly: a compressed answer carries the same tag marked weak.
            if (candidate.Tag == "*" || candidate.Tag == tag) return true;
        }
        return false;
    }
}
