using Microsoft.AspNetCore.Http.Features;

namespace XelaConnect.ApiHost.Http;

/// <summary>Holds back an answer's body until what wraps or stores it has seen the whole. Nests.</summary>
internal sealed class CapturedBody : IDisposable
{
    private readonly HttpContext http;
    private readonly IHttpResponseBodyFeature original;
    private readonly CapturedBody? outer;
    private MemoryStream buffer = new();

    private CapturedBody(HttpContext http)
    {
        this.http = http;
        original = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        outer = http.Features.Get<CapturedBody>();
        http.Features.Set(this);
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
    }

    /// <summary>From here on the body is held back.</summary>
    public static CapturedBody Begin(HttpContext http) => new(http);

    /// <summary>Forgets what was written: another answer takes its place.</summary>
    public void Restart()
    {
        buffer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
    }

    /// <summary>Lets go of the body, and answers what was held back.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> EndAsync()
    {
        await http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
        Dispose();
        return new ReadOnlyMemory<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Lets go of the body.</summary>
    public void Dispose()
    {
        http.Features.Set(original);
        http.Features.Set(outer);
    }
}
