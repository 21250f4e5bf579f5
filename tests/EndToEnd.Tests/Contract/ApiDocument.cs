using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace XelaConnect.EndToEnd.Tests.Contract;

/// <summary>The contract as a host publishes it at <c>/openapi/v1.json</c>. Tests compare replies with it.</summary>
internal sealed class ApiDocument
{
    private static readonly Lazy<Task<ApiDocument>> Made = new(MakeAsync);
    private readonly List<ApiOperation> operations = [];

    private ApiDocument(JsonObject document)
    {
        var schemas = new SchemaSet("v1", document["components"]!["schemas"]!.AsObject());
        foreach (var (path, methods) in document["paths"]!.AsObject())
            foreach (var (method, operation) in methods!.AsObject())
                operations.Add(new ApiOperation(method.ToUpperInvariant(), path, operation!.AsObject(), schemas));
        schemas.Close();
    }

    /// <summary>Every operation of the document.</summary>
    public IReadOnlyList<ApiOperation> Operations => operations;

    /// <summary>The document; made once for all tests.</summary>
    public static Task<ApiDocument> GetAsync() => Made.Value;

    /// <summary>The operation of a request, the most specific one if several match; null when the contract has none.</summary>
    public ApiOperation? Find(string method, string path)
    {
        var segments = path.TrimEnd('/').Split('/');
        return operations.Where(operation => operation.Method == method && operation.Takes(segments))
            .MinBy(operation => operation.Parameters);
    }

    /// <summary>Throws when an answer is not what the document says of it.</summary>
    public void Check(string method, string path, bool enveloped, int status, string? contentType, ReadOnlySpan<byte> body)
    {
        if (Find(method, path) is not { } operation) return;
        if (operation.FaultOf(status, contentType, enveloped, body) is { } fault)
            throw new ContractBrokenException(
                $"{method} {path} answered {status}, which is not what {operation} says: {fault}\n"
                + $"{System.Text.Encoding.UTF8.GetString(body)}");
    }

    private static async Task<ApiDocument> MakeAsync()
    {
        await using var host = await HostProcess.StartAsync();
        using var http = new HttpClient();
        return new ApiDocument(JsonNode.Parse(await http.GetStringAsync(new Uri(host.Address, "/openapi/v1.json")))!.AsObject());
    }
}

/// <summary>An answer is not what the contract says.</summary>
public sealed class ContractBrokenException(string message) : Exception(message);

/// <summary>One operation of the document.</summary>
internal sealed class ApiOperation
{
    private readonly string[] segments;
    private readonly Dictionary<(string Status, string MediaType), Func<JsonSchema>> responses = [];

    public ApiOperation(string method, string path, JsonObject json, SchemaSet schemas)
    {
        (Method, Path, Json, segments) = (method, path, json, path.TrimEnd('/').Split('/'));
        foreach (var (status, response) in json["responses"]!.AsObject())
            foreach (var (mediaType, content) in response!["content"]?.AsObject() ?? [])
                responses.Add((status, mediaType), schemas.Add(content!["schema"] ?? new JsonObject()));
        if (json["requestBody"]?["content"]?["application/json"] is not { } body) return;
        (BodySchema, BodyExample) = (schemas.Resolve(body["schema"]!.AsObject()), body["example"]);
        Body = schemas.Add(body["schema"]!);
        Resolve = schemas.Resolve;
    }

    public string Method { get; }

    public string Path { get; }

    public JsonObject Json { get; }

    /// <summary>The schema of the body as it stands in the document, or null when the operation takes none.</summary>
    public JsonObject? BodySchema { get; }

    public JsonNode? BodyExample { get; }

    /// <summary>What a body is validated with.</summary>
    public Func<JsonSchema>? Body { get; }

    /// <summary>The schema that a reference stands for.</summary>
    public Func<JsonObject, JsonObject> Resolve { get; } = static schema => schema;

    /// <summary>How many segments of the path are parameters.</summary>
    public int Parameters => segments.Count(IsParameter);

    /// <summary>The names of the path's parameters.</summary>
    public IEnumerable<string> PathParameters => segments.Where(IsParameter).Select(segment => segment[1..^1]);

    /// <summary>The fields of the query, each with its schema.</summary>
    public IEnumerable<(string Name, JsonObject Schema)> Query =>
        (Json["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == "query")
        .Select(parameter => ((string)parameter!["name"]!, parameter["schema"]!.AsObject()));

    public bool IsDocumented(string status) => Json["responses"]!.AsObject().ContainsKey(status);

    public bool Takes(string[] path)
    {
        if (path.Length != segments.Length) return false;
        for (var i = 0; i < path.Length; i++)
            if (!IsParameter(segments[i]) && !segments[i].Equals(path[i], StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    /// <summary>How an answer differs from the document; null when it does not.</summary>
    public string? FaultOf(int status, string? contentType, bool enveloped, ReadOnlySpan<byte> body)
    {
        var key = IsDocumented($"{status}") ? $"{status}" : status == 503 ? "default" : null;
        if (key is null) return "this status is not documented";
        var described = responses.Where(response => response.Key.Status == key).ToList();
        if (body.IsEmpty) return described.Count == 0 || status == 304 ? null : "it has no body";
        var mediaType = contentType?.Split(';')[0];
        if (described.Find(response => response.Key.MediaType == mediaType).Value is not { } schema)
            return $"the media type {mediaType} is not documented";
        return mediaType == "application/json"
            ? SchemaSet.FaultOf(schema(), enveloped ? Unwrapped(body, schema()) : JsonDocument.Parse(body.ToArray()).RootElement)
            : null;
    }

    public override string ToString() => $"{Method} {Path}";

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    /// <summary>The payload of an envelope. The message of errors and writes stands beside the data.</summary>
    private static JsonElement Unwrapped(ReadOnlySpan<byte> body, JsonSchema schema)
    {
        var envelope = JsonNode.Parse(body)!.AsObject();
        var answer = envelope["data"]!.DeepClone().AsObject();
        if (answer.ContainsKey("message") || envelope["message"] is not { } message) return JsonSerializer.SerializeToElement(answer);
        var without = JsonSerializer.SerializeToElement(answer);
        // "OK" stands where the answer has no message; an error's other fields are left out.
        if (SchemaSet.FaultOf(schema, without) is null) return without;
        answer["message"] = message.DeepClone();
        if (answer.Count == 1) (answer["detail"], answer["code"], answer["trace_id"]) = (message.DeepClone(), "enveloped", "enveloped");
        var with = JsonSerializer.SerializeToElement(answer);
        if (SchemaSet.FaultOf(schema, with) is null) return with;
        foreach (var field in (string[])["detail", "code", "trace_id"]) answer.Remove(field);
        return JsonSerializer.SerializeToElement(answer);
    }
}

/// <summary>The schemas of one document, made strict: an object may only have the properties of its schema.</summary>
internal sealed class SchemaSet
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    private readonly Uri address;
    private readonly JsonObject components;
    private readonly JsonObject definitions = [];

    public SchemaSet(string name, JsonObject components)
    {
        (address, this.components) = (new Uri($"https://contract.example/{name}"), components);
        foreach (var (component, schema) in components) definitions[component] = Strict(schema!);
    }

    /// <summary>Adds a schema; the validator is there once the set is closed.</summary>
    public Func<JsonSchema> Add(JsonNode schema)
    {
        var name = $"inline{definitions.Count}";
        definitions[name] = Strict(schema);
        var reference = new Lazy<JsonSchema>(
            () => JsonSchema.FromText($$"""{ "$id": "{{address}}/{{name}}", "$ref": "{{address}}#/$defs/{{name}}" }"""));
        return () => reference.Value;
    }

    /// <summary>The schema that a reference stands for, as it stands in the document.</summary>
    public JsonObject Resolve(JsonObject schema) => (string?)schema["$ref"] is { } reference
        ? components[reference.Split('/')[^1]]!.AsObject()
        : schema;

    public void Close() => JsonSchema.FromText(new JsonObject
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = address.ToString(), ["$defs"] = definitions,
    }.ToJsonString());

    /// <summary>Where and why a value does not fit; null when it does.</summary>
    public static string? FaultOf(JsonSchema schema, JsonElement value)
    {
        var results = schema.Evaluate(value, Options);
        return results.IsValid ? null
            : string.Join("; ", from detail in results.Details ?? []
                                from error in detail.Errors ?? new Dictionary<string, string>()
                                select $"{detail.InstanceLocation} {error.Value}");
    }

    private static JsonNode Strict(JsonNode schema)
    {
        var strict = schema.DeepClone();
        Tighten(strict);
        return strict;
    }

    private static void Tighten(JsonNode? node)
    {
        if (node is JsonArray list) foreach (var item in list) Tighten(item);
        if (node is not JsonObject schema) return;
        foreach (var (_, value) in schema.ToList()) Tighten(value);
        if (schema["$ref"] is JsonValue reference)
            schema["$ref"] = ((string)reference!).Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        if (schema["properties"] is JsonObject && schema["type"] is not null && !schema.ContainsKey("additionalProperties"))
            schema["additionalProperties"] = false;
        // Integer sizes are OpenAPI formats that JSON Schema does not know.
        if ((string?)(schema["format"] as JsonValue) is "int32" or "int64" or "double") schema.Remove("format");
        schema.Remove("example");
    }
}
