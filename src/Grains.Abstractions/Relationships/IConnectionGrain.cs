namespace XelaConnect.Relationships;

/// <summary>Connection and blocks of two users; also owns their conversation, which a block ends at once.</summary>
[Alias("connections.connection")]
public interface IConnectionGrain : IGrainWithStringKey
{
    /// <summary>Requests a connection. A request in the opposite direction accepts the pending one.</summary>
    [Alias("Request")] Task<Outcome<ConnectionView>> RequestAsync(RequestConnection command);
    /// <summary>Accepts a request; only the requested user may.</summary>
    [Alias("Accept")] Task<Outcome<ConnectionView>> AcceptAsync(RespondToRequest command);
    /// <summary>Declines a request; only the requested user may.</summary>
    [Alias("Decline")] Task<Outcome<ConnectionView>> DeclineAsync(RespondToRequest command);
    /// <summary>Ends a connection, withdraws the user's own request, or declines the other's.</summary>
    [Alias("Remove")] Task<Outcome<Done>> RemoveAsync(RemoveConnection command);
    /// <summary>Blocks the other user. It ends the connection and the conversation for both.</summary>
    [Alias("Block")] Task<Outcome<Done>> BlockAsync(BlockPerson command);
    /// <summary>Ends a block. It restores neither connection nor request.</summary>
    [Alias("Unblock")] Task<Outcome<Done>> UnblockAsync(BlockPerson command);
}

/// <summary>Requests a connection with the other user of the pair.</summary>
[GenerateSerializer, Immutable, Alias("connections.request.v1")]
public sealed record RequestConnection([property: Id(0)] string OperationId, [property: Id(1)] string FromId) : ICommand;

/// <summary>Accepts or declines a request.</summary>
[GenerateSerializer, Immutable, Alias("connections.answer.v1")]
public sealed record RespondToRequest([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>Ends a connection or a request.</summary>
[GenerateSerializer, Immutable, Alias("connections.remove.v1")]
public sealed record RemoveConnection([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>Blocks or unblocks the other user of the pair.</summary>
[GenerateSerializer, Immutable, Alias("connections.block.v1")]
public sealed record BlockPerson([property: Id(0)] string OperationId, [property: Id(1)] string ById) : ICommand;
