namespace XelaConnect.ApiHost.Http;

/// <summary>An answer that is JSON already, with its length: nothing is left to do but to send it.</summary>
internal sealed class JsonBytes(byte[] body) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }
}
