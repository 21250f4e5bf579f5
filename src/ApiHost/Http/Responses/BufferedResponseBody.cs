namespace XelaConnect.ApiHost.Http;

/// <summary>Buffers the body of a response until it can be wrapped or stored. Buffers may nest.</summary>
internal sealed class BufferedResponseBody : IDisposable
{
    private readonly HttpContext http;
    private readonly IHttpResponseBodyFeature original;
    private readonly BufferedResponseBody? outer;
    private MemoryStream buffer = new();

    private BufferedResponseBody(HttpContext http)
    {
        this.http = http;
        original = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        outer = http.Features.Get<BufferedResponseBody>();
        http.Features.Set(this);
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
    }

    public static BufferedResponseBody Begin(HttpContext http) => new(http);

    public void Restart()
    {
        buffer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer));
    }

    public async ValueTask<ReadOnlyMemory<byte>> EndAsync()
    {
        await http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
        Dispose();
        return new ReadOnlyMemory<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public void Dispose()
    {
        http.Features.Set(original);
        http.Features.Set(outer);
    }
}
