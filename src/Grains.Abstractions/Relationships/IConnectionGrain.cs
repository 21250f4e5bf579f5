namespace XelaConnect.Relationships;

/// <summary>
/// The truth about two people, keyed by <see cref="Pair.Key"/>: whether they are connected, and whether one blocks the other. The same grain holds their
/// conversation, so that whoever is blocked can write nothing more from that moment on.
/// </summary>
[Alias("connections.connection")]
public interface IConnectionGrain : IGrainWithStringKey
{
    /// <summary>One asks the other; asked back, they are connected (contract endpoint 18).</summary>
    [Alias("Request")]
    Task<Outcome<ConnectionView>> RequestAsync(RequestConnection command);

    /// <summary>The one who was asked says yes (contract endpoint 19).</summary>
    [Alias("Accept")]
    Task<Outcome<ConnectionView>> AcceptAsync(RespondToRequest command);

    /// <summary>The one who was asked says no.</summary>
    [Alias("Decline")]
    Task<Outcome<ConnectionView>> DeclineAsync(RespondToRequest command);

    /// <summary>Either ends the connection, or the one who asked takes the request back.</summary>
    [Alias("Remove")]
    Task<Outcome<Done>> RemoveAsync(RemoveConnection command);

    /// <summary>One shuts the other out: whatever is between them ends, both ways and at once.</summary>
    [Alias("Block")]
    Task<Outcome<Done>> BlockAsync(BlockPerson command);

    /// <summary>One lets the other be again; nothing comes back by itself.</summary>
    [Alias("Unblock")]
    Task<Outcome<Done>> UnblockAsync(BlockPerson command);
}

/// <summary>One of the two asks the other.</summary>
[GenerateSerializer, Immutable, Alias("connections.request.v1")]
public sealed record RequestConnection([property: Id(0)] string OperationId, [property: Id(1)] string FromId) : ICommand;

/// <summary>One of the two answers a request.</summary>
[GenerateSerializer, Immutable, Alias("connections.answer.v1")]
public sealed record RespondToRequest([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>One of the two ends it.</summary>
[GenerateSerializer, Immutable, Alias("connections.remove.v1")]
public sealed record RemoveConnection([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>One of the two blocks the other, or lets them be again.</summary>
[GenerateSerializer, Immutable, Alias("connections.block.v1")]
public sealed record BlockPerson([property: Id(0)] string OperationId, [property: Id(1)] string ById) : ICommand;
