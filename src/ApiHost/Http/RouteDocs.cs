using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace XelaConnect.ApiHost.Http;

internal static class RouteDocs
{
    /// <summary>The limit of lists that clients in the field read without paging.</summary>
    public const string WholeLimit = "limit=100";
    public const string CourseCategory = "category=course";
    private const string OneCategory = "Only this category; absent or `All`: every one.";
    public const string SomeUser = "user-0197f2a4-5c1e-7b3a-9d42-6f8e0a1b2c3d";

    public const string SomeCircle = "circle-0197f2a4-5c1e-7b3a-9d42-6f8e0a1b2c3d";

    /// <summary>
    /// Adds the statuses of refusals that nothing implies. Implied are 400 of an input, 401 of a session, 403 of
    /// <c>MembersOnly</c> and 404 of an id in the path.
    /// </summary>
    public static RouteHandlerBuilder WithFaults(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) route.Produces(status);
        return route;
    }

    public static RouteHandlerBuilder AcceptsBody<TRequest>(this RouteHandlerBuilder route, TRequest example)
        where TRequest : notnull => route.Accepts<TRequest>("application/json").WithMetadata(new RequestExample(example));

    /// <summary>A body that may be left out.</summary>
    public static RouteHandlerBuilder AcceptsOptionalBody<TRequest>(this RouteHandlerBuilder route, TRequest example)
        where TRequest : notnull =>
        route.Accepts<TRequest>(isOptional: true, "application/json").WithMetadata(new RequestExample(example));

    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder route, params string[] fields) =>
        route.Produces(Status400BadRequest).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var field in fields) operation.Parameters.Add(Field(field));
            return Task.CompletedTask;
        });

    private static OpenApiParameter Field(string name)
    {
        var (description, schema) = name switch
        {
            "limit" => ("How many items at most.", Number(1, Limits.MaxPageSize, Limits.DefaultPageSize)),
            WholeLimit => ("How many items at most.", Number(1, Limits.MaxPageSize, Limits.MaxPageSize)),
            "month" => ("A UTC month like 2026-11; this one when left out.", Text(7)),
            "cursor" => ("`next_cursor` of the page before.", Text(Limits.Cursor)),
            "q" => ("Words that must all occur.", Text(Limits.SearchWords)),
            "category" => (OneCategory, OneOf([QueryInput.EveryCategory, .. CircleCategories.All])),
            CourseCategory => (OneCategory, OneOf([QueryInput.EveryCategory, .. CourseCategories.All])),
            "city" => ("Only people of this city, whatever its case. Premium and up.", Text(Limits.City)),
            "age_min" => ("Only people of this age or older. Premium and up.", Number(Limits.AgeFrom, Limits.AgeTo)),
            "age_max" => ("Only people of this age or younger. Premium and up.", Number(Limits.AgeFrom, Limits.AgeTo)),
            "badge" => ("Only people with this identity badge. Premium and up.", OneOf([.. IdentityBadges.All])),
            "after_seq" => ("The first ones after this seq. Not together with `before_seq`.", Seq()),
            "status" => ("Only these; accepted and pending when left out.", OneOf(["accepted", "pending", "all"])),
            "unread" => ("Only those not read.", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
            "since" => ("`next_cursor` of the answer before; left out at the very first.", Text(Limits.SyncCursor)),
            "format" => ("`zip` for an archive with the JSON and a page to read.", OneOf(["json", "zip"])),
            "before_seq" => ("The newest ones before this seq.", Seq()),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Describe the field of the query here first."),
        };
        return new OpenApiParameter
        {
            Name = name.Split('=')[0],
            In = ParameterLocation.Query,
            Description = description,
            Schema = schema,
        };
    }

    private static OpenApiSchema Text(int maxLength) => new() { Type = JsonSchemaType.String, MaxLength = maxLength };

    private static OpenApiSchema OneOf(IReadOnlyList<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => JsonValue.Create(value))] };

    private static OpenApiSchema Number(int from, int to, int? otherwise = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = from.ToString(CultureInfo.InvariantCulture),
        Maximum = to.ToString(CultureInfo.InvariantCulture),
        Default = otherwise is { } value ? JsonValue.Create(value) : null,
    };

    private static OpenApiSchema Seq() =>
        new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Maximum = Limits.LastSeq };
}
