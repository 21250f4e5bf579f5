using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace XelaConnect.ApiHost.Operations;

internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
{
    public const string Bearer = "session";
    public const string Error = "Error";

    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "XelaConnect API",
            Version = "v1",
            Description = "REST side of XelaConnect. Live events come over SignalR at `/hubs/live`. Sign up or sign in, "
                + "then put the `session_token` under *Authorize* to try the endpoints here.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The session_token of a sign-in.",
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Error] = ErrorSchema();
        return Task.CompletedTask;
    }

    private static OpenApiSchema ErrorSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Every error has this shape.",
        Required = new HashSet<string> { "message", "detail", "code", "trace_id" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["message"] = Text("A sentence for people."),
            ["detail"] = Text("The same sentence."),
            ["code"] = Text("A stable code for programs."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The fields at fault, each with its reasons.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text(null) },
            },
            ["trace_id"] = Text("Names this request in the logs."),
        },
    };

    private static OpenApiSchema Text(string? description) =>
        new() { Type = JsonSchemaType.String, Description = description };
}

internal sealed class OperationTransformer(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var session = metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any();
        var staff = metadata.OfType<IAuthorizeData>().Any(data => data.Policy == Authorization.Staff);
        var method = context.Description.HttpMethod;
        // The generator prefers the XML comment of the handler, which is for readers of the code.
        operation.Summary = metadata.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary;
        operation.Description = metadata.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description;
        if (operation.RequestBody?.Content?.Values.SingleOrDefault() is { } body) body.Example = ExampleOf(metadata);
        operation.Parameters ??= [];
        operation.Parameters.Add(Header(
            Envelope.Header, "`true` wraps the answer as `{\"data\": {…}, \"message\": \"…\"}`.",
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("true")] }));
        var repeatable = method == HttpMethods.Post && !metadata.OfType<WebhookMetadata>().Any();
        const string Repetition =
            "Repeating a request with the same key gives the first answer again, and the effect once, for 24 hours.";
        if (repeatable)
            operation.Parameters.Add(Header(IdempotencyMiddleware.Header, Repetition,
                new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 }));
        operation.Responses ??= [];
        if (operation.RequestBody is not null) Add(operation, context, "400", "Bad Request");
        else if (repeatable) Add(operation, context, "400", "The request is invalid; `errors` names the field.");
        if (session && !staff) Add(operation, context, "401", "Unauthorized");
        if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true)
            Add(operation, context, "404", "Not Found");
        if (repeatable)
            Add(operation, context, "409",
                "The `Idempotency-Key` was used for another request, or the state does not allow it now.");
        if (operation.RequestBody is not null) Add(operation, context, "413", "The body is larger than 256 KiB.");
        if (operation.RequestBody is not null) Add(operation, context, "415", "The body is not JSON.");
        Add(operation, context, "429", "Too many requests; `Retry-After` tells when to come back.");
        Add(operation, context, "default", "Whatever else goes wrong, such as an outage (503).");
        // Errors that endpoints declare themselves have the same schema.
        foreach (var (status, response) in operation.Responses)
            if (status is ['4' or '5', _, _] && response is OpenApiResponse { Content: null or { Count: 0 } } bare)
                bare.Content = Body(context);
        var scheme = new OpenApiSecuritySchemeReference(DocumentTransformer.Bearer, context.Document);
        operation.Security = session ? [new OpenApiSecurityRequirement { [scheme] = [] }] : [];
        return Task.CompletedTask;
    }

    private JsonNode? ExampleOf(IList<object> metadata)
    {
        if (metadata.OfType<RequestExample>().SingleOrDefault() is not { } example) return null;
        var options = json.Value.SerializerOptions;
        var body = JsonSerializer.SerializeToNode(example.Body, options.GetTypeInfo(example.Body.GetType()));
        WithoutNulls(body);
        return body;
    }

    private static void WithoutNulls(JsonNode? node)
    {
        if (node is not JsonObject fields) return;
        foreach (var (name, value) in fields.ToList())
        {
            if (value is null) fields.Remove(name);
            else WithoutNulls(value);
        }
    }

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = schema };

    private static void Add(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, string status, string description) =>
        operation.Responses!.TryAdd(status, new OpenApiResponse { Description = description, Content = Body(context) });

    private static Dictionary<string, OpenApiMediaType> Body(OpenApiOperationTransformerContext context) => new()
    {
        ["application/json"] = new() { Schema = new OpenApiSchemaReference(DocumentTransformer.Error, context.Document) },
    };
}

/// <summary>Adds what the generator cannot infer: times, omittable fields, lengths in lists, fixed sets.</summary>
internal sealed class SchemaTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = type == typeof(DateTimeOffset)
                ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }
        // Such as 2001-05-31.
        if (type == typeof(DateOnly) || type == typeof(DateOnly?)) schema.MaxLength = 10;
        // Responses have all their fields; the generator requires only those that a constructor takes.
        if (type.Name.EndsWith("Json", StringComparison.Ordinal) && schema.Properties is { } fields)
            schema.Required = new HashSet<string>(fields.Keys, StringComparer.Ordinal);
        foreach (var property in context.JsonTypeInfo.Properties)
            if (Of<JsonIgnoreAttribute>(property) is { } ignore) Omittable(schema, property.Name, ignore.Condition);
        // Objects of other services, which are passed on, may have further fields.
        if (context.JsonTypeInfo.Properties.Any(static property => property.IsExtensionData))
            schema.AdditionalProperties = new OpenApiSchema();
        if (context.JsonPropertyInfo is { } bounded) Bound(schema, bounded);
        return Task.CompletedTask;
    }

    private static void Omittable(OpenApiSchema schema, string property, JsonIgnoreCondition condition)
    {
        if (condition is not (JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault)) return;
        schema.Required?.Remove(property);
        if (schema.Properties?.TryGetValue(property, out var field) == true
            && field is OpenApiSchema { Type: { } type } written)
            written.Type = type & ~JsonSchemaType.Null;
    }

    private static void Bound(OpenApiSchema schema, JsonPropertyInfo property)
    {
        if (Of<ItemLengthAttribute>(property) is { } items && schema.Items is OpenApiSchema item)
            (item.MinLength, item.MaxLength) = (1, items.Max);
        // A text that must not be empty may be omitted, but not be null.
        if (schema is { MinLength: > 0, Type: { } type }) schema.Type = type & ~JsonSchemaType.Null;
        if (Of<OneOfAttribute>(property) is not { } set) return;
        schema.Enum = [.. set.Values.Select(value => JsonValue.Create(value))];
        if (set.Values.Contains("")) schema.Enum.Add(null!);
        else if (schema.Type is { } one) schema.Type = one & ~JsonSchemaType.Null;
    }

    private static T? Of<T>(JsonPropertyInfo property) where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
