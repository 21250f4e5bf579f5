using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace XelaConnect.ApiHost.Operations;

/// <summary>
/// The OpenAPI documents: the published contract, <c>/openapi/v1.json</c>, the routes beyond it,
/// <c>/openapi/beyond.json</c>, and the page that shows both, <c>/docs</c>. All work offline.
/// </summary>
internal static class OpenApiDocuments
{
    private const string BeyondGroup = "beyond";

    // The page uses inline styles and data images, and calls this host only.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string PageAddress = "/docs/index.html";

    private static readonly (string Name, string Title)[] Documents =
        [("v1", "XelaConnect API"), (BeyondGroup, "Beside the contract")];

    public static TBuilder Beyond<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithGroupName(BeyondGroup);

    public static void AddXelaOpenApi(this IServiceCollection services)
    {
        foreach (var (name, _) in Documents) services.AddOpenApi(name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            var include = options.ShouldInclude;
            // HEAD is not described: it responds as GET does.
            options.ShouldInclude = route => route.HttpMethod != HttpMethods.Head
                && (name == BeyondGroup ? route.GroupName == BeyondGroup : include(route));
            options.AddDocumentTransformer<DocumentTransformer>();
            options.AddOperationTransformer<OperationTransformer>();
            options.AddSchemaTransformer<SchemaTransformer>();
        });
    }

    /// <summary>Each document is generated once, because routes do not change while the host runs.</summary>
    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        foreach (var (name, _) in Documents)
        {
            var document = new Lazy<Task<byte[]>>(() => GenerateAsync(app.ServiceProvider, name));
            app.MapGet(AddressOf(name), async () => TypedResults.Bytes(await document.Value, XelaJson.ContentType))
                .ExcludeFromDescription();
        }
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
            page.DocumentTitle = "XelaConnect API";
            foreach (var (name, title) in Documents) page.SwaggerEndpoint(AddressOf(name), title);
            page.EnablePersistAuthorization();
            page.DisplayRequestDuration();
            page.DocExpansion(DocExpansion.List);
        }).WithMetadata(new ContentSecurityPolicy(PagePolicy));
    }

    private static string AddressOf(string document) => $"/openapi/{document}.json";

    private static async Task<byte[]> GenerateAsync(IServiceProvider services, string name)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(name);
        var document = await provider.GetOpenApiDocumentAsync();
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }
}
