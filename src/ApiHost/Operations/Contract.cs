using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace XelaConnect.ApiHost.Operations;

/// <summary>The published contract, <c>/openapi/v1.json</c>, and the page that shows it, <c>/docs</c>. Both work without internet.</summary>
internal static class Contract
{
    private const string Name = "v1";
    private const string Address = "/openapi/v1.json";

    /// <summary>Registers the document.</summary>
    public static void AddXelaOpenApi(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer<ContractDocument>();
        options.AddOperationTransformer<ContractOperation>();
        options.AddSchemaTransformer<ContractSchema>();
    });

    /// <summary>Maps the document. Routes do not change while the host runs, so it is made once.</summary>
    public static void MapContract(this WebApplication app)
    {
        var made = new Lazy<Task<byte[]>>(() => MakeAsync(app.Services));
        app.MapGet(Address, async () => TypedResults.Bytes(await made.Value, "application/json; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/docs", () => TypedResults.Redirect("/docs/index.html")).ExcludeFromDescription();
    }

    /// <summary>Puts the page in the pipeline.</summary>
    public static void UseDocs(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal, out var rest) && rest.HasValue, docs => docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "XelaConnect API";
            page.SwaggerEndpoint(Address, "XelaConnect API");
            page.EnablePersistAuthorization();
            page.DisplayRequestDuration();
            page.DocExpansion(DocExpansion.List);
        }));

    private static async Task<byte[]> MakeAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }
}
