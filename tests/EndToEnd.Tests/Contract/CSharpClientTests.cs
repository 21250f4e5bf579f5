using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace XelaConnect.EndToEnd.Tests.Contract;

/// <summary>
/// A C# client that NSwag generates from the published document. It is strict: a field that is missing, null without leave, of another type
/// or not in the document is an exception.
/// </summary>
[Collection(ProvidersHost.Name)]
public sealed class CSharpClientTests(ProvidersHost shared)
{
    private const string Journey = "ClientJourney";

    [Fact]
    public async Task Strict_client_of_the_document_completes_a_journey()
    {
        var document = (await shared.Process.Anonymous.GetAsync("/openapi/v1.json")).Should(HttpStatusCode.OK).Text;
        var client = await GenerateAsync(document);
        var compiled = Compile(client, Repository.Read($"tests/EndToEnd.Tests/Contract/{Journey}.cs"));
        var journey = compiled.GetType($"Xela.{Journey}", throwOnError: true)!;
        await (Task)journey.GetMethod("RunAsync")!.Invoke(null, [shared.Process.Address])!;
    }

    private static async Task<string> GenerateAsync(string document)
    {
        // NSwag reads OpenAPI 3.0, in which a type that may be null is written in another way.
        var published = Microsoft.OpenApi.OpenApiDocument.Parse(document, "json");
        published.Diagnostic!.Errors.ShouldBeEmpty();
        var older = await Microsoft.OpenApi.OpenApiSerializableExtensions.SerializeAsJsonAsync(
            published.Document!, Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_0);
        var read = await NSwag.OpenApiDocument.FromJsonAsync(older);
        var schemas = JsonDocument.Parse(document).RootElement.GetProperty("components").GetProperty("schemas");
        foreach (var (name, schema) in read.Components.Schemas)
            schema.AllowAdditionalProperties = schemas.GetProperty(name).TryGetProperty("additionalProperties", out _);
        return new CSharpClientGenerator(read, new CSharpClientGeneratorSettings
        {
            ClassName = "XelaClient", UseBaseUrl = false, GenerateOptionalParameters = true,
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
            CSharpGeneratorSettings =
            {
                Namespace = "Xela", GenerateNullableReferenceTypes = true, GenerateOptionalPropertiesAsNullable = true,
                JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.NewtonsoftJson,
            },
        }).GenerateFile();
    }

    private static Assembly Compile(params string[] sources)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Xela.Client", sources.Select(source => CSharpSyntaxTree.ParseText(source)), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error, specificDiagnosticOptions:
                [
                    // Two assemblies of the tests may ask for different versions of a third one.
                    new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress),
                ]));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(10).ShouldBeEmpty();
        return Assembly.Load(bytes.ToArray());
    }
}
