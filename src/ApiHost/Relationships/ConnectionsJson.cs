namespace XelaConnect.ApiHost.Relationships;

/// <summary>A connection.</summary>
internal record ConnectionJson(
    string Id, string UserId, string ConnectedUserId, int CompatibilityScore, string Status, DateTimeOffset CreatedAt,
    DateTimeOffset? AcceptedAt)
{
    public static ConnectionJson Of(ConnectionView connection) => new(
        connection.Id, connection.UserId, connection.ConnectedUserId, connection.CompatibilityScore, connection.Status,
        connection.CreatedAt, connection.AcceptedAt);
}

/// <summary>A connection in a list, with the other user.</summary>
internal sealed record ListedConnectionJson : ConnectionJson
{
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
[JsonSerializable(typeof(ConnectionRequest))]
internal sealed partial class ConnectionsJson : JsonSerializerContext;
