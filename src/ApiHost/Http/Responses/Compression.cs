using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace XelaConnect.ApiHost.Http;

/// <summary>Brotli or gzip when asked, where it pays and where it is safe.</summary>
internal sealed class Compression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    private const int WorthIt = 600;

    /// <inheritdoc />
    public override bool ShouldCompressResponse(HttpContext context)
    {
        if (context.Response.ContentLength is < WorthIt) return false;
        if (context.GetEndpoint()?.Metadata.GetMetadata<ReturnsTokenMetadata>() is not null) return false;
        if (!base.ShouldCompressResponse(context)) return false;
        // A strong tag promises these very bytes, which a compressed answer does not have.
        if (context.Response.Headers.ETag is [{ } tag] && !tag.StartsWith("W/", StringComparison.Ordinal)) context.Response.Headers.ETag = $"W/{tag}";
        return true;
    }
}
