using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace XelaConnect.ApiHost.Http;

/// <summary>Answers of catalogue GETs: <c>ETag</c> from the bytes, 304 when the caller has them (contract §0, "caching"). Never for what is personal.</summary>
internal static class Cached
{
    /// <summary>Serialises <paramref name="value"/> as the endpoint's JSON options say.</summary>
    public static IResult Json<T>(T value) => new Serialised<T>(value);

    /// <summary>Bytes made before.</summary>
    public static IResult Json(ReadOnlyMemory<byte> utf8) => new Bytes(utf8);

    private sealed class Serialised<T>(T value) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            return WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(value, options));
        }
    }

    private sealed class Bytes(ReadOnlyMemory<byte> utf8) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, utf8);
    }

    private static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> utf8)
    {
        var response = http.Response;
        // The envelope changes the bytes afterwards, so its variant has a tag of its own.
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(utf8.Span).AsSpan(0, 12))}{(Envelope.IsWanted(http) ? "-e" : "")}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "public, max-age=0, must-revalidate";
        response.Headers.Append(HeaderNames.Vary, Envelope.Header);
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
