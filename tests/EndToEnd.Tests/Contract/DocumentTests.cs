using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace XelaConnect.EndToEnd.Tests.Contract;

[Collection(InProcessHosts.Name)]
public sealed class DocumentTests
{
    [Fact]
    public async Task Operation_summary_comes_from_its_endpoint()
    {
        var document = await ApiDocument.GetAsync();
        await using var host = new InProcessHost("Development");
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        foreach (var operation in document.Operations)
        {
            var endpoint = endpoints.Single(e => e.RoutePattern.RawText!.TrimEnd('/') == operation.Path
                && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(operation.Method) == true);
            ((string?)operation.Json["summary"])
                .ShouldBe(endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary, $"{operation}");
            ((string?)operation.Json["description"])
                .ShouldBe(endpoint.Metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description, $"{operation}");
            var isPublic = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            operation.Json["security"].ShouldNotBeNull($"{operation}").AsArray().Count.ShouldBe(isPublic ? 0 : 1, $"{operation}");
        }
    }

    [Fact]
    public async Task Every_request_body_has_a_valid_example()
    {
        foreach (var operation in (await ApiDocument.GetAsync()).Operations.Where(operation => operation.Body is not null))
        {
            operation.BodyExample.ShouldNotBeNull($"{operation}");
            SchemaSet.FaultOf(operation.Body!(), JsonSerializer.SerializeToElement(operation.BodyExample)).ShouldBeNull($"{operation}");
        }
    }

    [Fact]
    public async Task Every_request_field_has_limits()
    {
        foreach (var operation in (await ApiDocument.GetAsync()).Operations)
        {
            foreach (var (name, schema) in operation.Query) ShouldBeBounded(operation, schema, $"{operation} ?{name}");
            if (operation.BodySchema is not null) ShouldBeBounded(operation, operation.BodySchema, $"{operation}");
        }

        static void ShouldBeBounded(ApiOperation operation, JsonObject schema, string where)
        {
            var types = schema["type"] is JsonArray several ? several.Select(type => (string?)type).ToHashSet() : [(string?)schema["type"]];
            if (types.Contains("string")) (schema.ContainsKey("maxLength") || schema.ContainsKey("enum")).ShouldBeTrue(where);
            if (types.Contains("integer")) (schema.ContainsKey("minimum") && schema.ContainsKey("maximum")).ShouldBeTrue(where);
            if (types.Contains("array"))
            {
                schema.ContainsKey("maxItems").ShouldBeTrue(where);
                ShouldBeBounded(operation, schema["items"]!.AsObject(), $"{where}[]");
            }
            foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
                ShouldBeBounded(operation, operation.Resolve(property!.AsObject()), $"{where}.{name}");
        }
    }

    [Fact]
    public async Task Response_outside_the_document_fails_the_check()
    {
        var document = await ApiDocument.GetAsync();
        Should.NotThrow(() => Check("""{ "credits": 5 }"""));
        Should.Throw<ContractBrokenException>(() => Check("""{ "credits": 5, "more": 1 }""")).Message.ShouldContain("more");
        Should.Throw<ContractBrokenException>(() => Check("""{ "credits": "5" }""")).Message.ShouldContain("/credits");
        Should.Throw<ContractBrokenException>(() => Check("{}")).Message.ShouldContain("credits");
        Should.Throw<ContractBrokenException>(() => Check("", status: 200)).Message.ShouldContain("no body");
        Should.Throw<ContractBrokenException>(() => Check("{}", status: 418)).Message.ShouldContain("not documented");
        Should.Throw<ContractBrokenException>(() => Check("""{ "credits": 5 }""", type: "text/plain")).Message.ShouldContain("text/plain");
        Should.Throw<ContractBrokenException>(() => Check("""{ "message": "x" }""", status: 401)).Message.ShouldContain("trace_id");
        Should.NotThrow(() => Check("""{ "data": { "credits": 5 }, "message": "OK" }""", enveloped: true));
        Should.NotThrow(() => Check("""{ "data": {}, "message": "No session." }""", status: 401, enveloped: true));
        Should.Throw<ContractBrokenException>(() => Check("""{ "data": {}, "message": "OK" }""", enveloped: true));

        void Check(string body, int status = 200, string type = "application/json; charset=utf-8", bool enveloped = false) =>
            document.Check("GET", "/api/wallet", enveloped, status, type, System.Text.Encoding.UTF8.GetBytes(body));
    }
}
