using System.Diagnostics.CodeAnalysis;

namespace XelaConnect.ApiHost.Relationships;

/// <summary>A connection.</summary>
internal record ConnectionJson
{
    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required string ConnectedUserId { get; init; }
    public required int CompatibilityScore { get; init; }
    public required string Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? AcceptedAt { get; init; }

    public static ConnectionJson Of(ConnectionView connection) => new()
    {
        Id = connection.Id,
        UserId = connection.UserId,
        ConnectedUserId = connection.ConnectedUserId,
        CompatibilityScore = connection.CompatibilityScore,
        Status = connection.Status,
        CreatedAt = connection.CreatedAt,
        AcceptedAt = connection.AcceptedAt,
    };
}

/// <summary>A connection in a list, with the other user.</summary>
internal sealed record ListedConnectionJson : ConnectionJson
{
    [SetsRequiredMembers]
    public ListedConnectionJson(ConnectionJson connection, PublicUserJson user) : base(connection) => User = user;

    public PublicUserJson User { get; }

    public static ListedConnectionJson Of(ConnectionView connection, PublicUserJson user) => new(Of(connection), user);
}

/// <summary>A page of connections.</summary>
internal sealed record ConnectionsPageJson(IReadOnlyList<ListedConnectionJson> Connections, string? NextCursor);

/// <summary>A connection after a change.</summary>
internal sealed record ConnectionChangedJson(string Message, ConnectionJson Connection);

/// <summary>Body of a request to connect.</summary>
internal sealed record ConnectionRequest([property: Length(1, Limits.ForeignUserId)] string UserId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConnectionsPageJson))]
[JsonSerializable(typeof(ConnectionChangedJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(ConnectionRequest))]
internal sealed partial class ConnectionsJson : JsonSerializerContext;
