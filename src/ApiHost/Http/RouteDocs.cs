using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using XelaConnect.Circles;
using XelaConnect.Profiles;

namespace XelaConnect.ApiHost.Http;

/// <summary>What the OpenAPI document says of a route, in few words at the route.</summary>
internal static class RouteDocs
{
    /// <summary>The refusals a caller should expect; the document gives all of them the one error shape.</summary>
    public static RouteHandlerBuilder WithFaults(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) route.Produces(status);
        return route;
    }

    /// <summary>An id for examples.</summary>
    public const string SomeUser = "user-0197f2a4-5c1e-7b3a-9d42-6f8e0a1b2c3d";

    /// <summary>A JSON body that the endpoint reads field by field, and an example of it.</summary>
    public static RouteHandlerBuilder AcceptsBody<TRequest>(this RouteHandlerBuilder route, TRequest example) where TRequest : notnull =>
        route.Accepts<TRequest>("application/json").WithMetadata(new RequestExample(example));

    /// <summary>Fields of the query that the endpoint reads.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder route, params string[] fields) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var field in fields) operation.Parameters.Add(Field(field));
            return Task.CompletedTask;
        });

    private static OpenApiParameter Field(string name)
    {
        var (description, schema) = name switch
        {
            "limit" => ("How many items at most.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = Paging.MaxLimit.ToString(CultureInfo.InvariantCulture), Default = Paging.DefaultLimit }),
            "cursor" => ("`next_cursor` of the page before.", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limits.Cursor }),
            "q" => ("Words that must all occur.", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limits.SearchWords }),
            "category" => ("Only this category; absent or `All`: every one.",
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("All"), .. CircleCategories.All.Select(category => JsonValue.Create(category))] }),
            "city" => ("Only people of this city, whatever its case. Premium and up.", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limits.City }),
            "age_min" => ("Only people of this age or older. Premium and up.", Age()),
            "age_max" => ("Only people of this age or younger. Premium and up.", Age()),
            "badge" => ("Only people with this identity badge. Premium and up.",
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. IdentityBadges.All.Select(badge => JsonValue.Create(badge))] }),
            "after_seq" => ("The first ones after this seq. Not together with `before_seq`.", Seq()),
            "status" => ("Only these; `accepted` when nothing is said.",
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("accepted"), JsonValue.Create("pending"), JsonValue.Create("all")] }),
            "unread" => ("Only those not read.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
            "since" => ("`next_cursor` of the answer before; left out at the very first.", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Limits.SyncCursor }),
            "before_seq" => ("The newest ones before this seq.", Seq()),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A field of a query is described here before a route asks for it."),
        };
        return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };
    }

    private static OpenApiSchema Age() =>
        new() { Type = JsonSchemaType.Integer, Minimum = Limits.AgeFrom.ToString(CultureInfo.InvariantCulture), Maximum = Limits.AgeTo.ToString(CultureInfo.InvariantCulture) };

    private static OpenApiSchema Seq() => new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Maximum = Limits.LastSeq };
}
