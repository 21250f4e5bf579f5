using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace XelaConnect.ApiHost.Operations;

/// <summary>
/// The OpenAPI document, <c>/openapi/v1.json</c>, and the page that shows it, <c>/docs</c>. Both work offline.
/// </summary>
internal static class ApiDescription
{
    private const string Name = "v1";
    private const string Title = "XelaConnect API";
    private const string Address = $"/openapi/{Name}.json";

    // The page uses inline styles and data images, and calls this host only.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string PageAddress = "/docs/index.html";

    public static void AddXelaOpenApi(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        var include = options.ShouldInclude;
        // HEAD is not described: it responds as GET does.
        options.ShouldInclude = route => route.HttpMethod != HttpMethods.Head && include(route);
        options.AddDocumentTransformer<DocumentTransformer>();
        options.AddOperationTransformer<OperationTransformer>();
        options.AddSchemaTransformer<SchemaTransformer>();
    });

    /// <summary>The document is generated once, because routes do not change while the host runs.</summary>
    public static void MapDocument(this IEndpointRouteBuilder app)
    {
        var document = new Lazy<Task<byte[]>>(() => GenerateAsync(app.ServiceProvider));
        app.MapGet(Address, async () => TypedResults.Bytes(await document.Value, XelaJson.ContentType))
            .ExcludeFromDescription();
    }

    public static void MapDocs(this IEndpointRouteBuilder app)
    {
        // A browser is redirected to the docs; other clients get a 404.
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
            var isBrowser =
                http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
            return isBrowser ? Results.Redirect(PageAddress) : Refuse(HttpFaults.UnknownRoute);
        }).ExcludeFromDescription();
        app.MapSwaggerUI("docs", page =>
        {
            page.DocumentTitle = Title;
            page.SwaggerEndpoint(Address, Title);
            page.EnablePersistAuthorization();
            page.DisplayRequestDuration();
            page.DocExpansion(DocExpansion.List);
        }).WithMetadata(new ContentSecurityPolicy(PagePolicy));
    }

    private static async Task<byte[]> GenerateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync();
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }
}
