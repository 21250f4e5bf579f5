namespace XelaConnect.Privacy;

/// <summary>
/// Erases a person who left. The key is that of the receipt. What it knows of the person is deleted at the end.
/// </summary>
[Alias("privacy.erasure")]
public interface IErasureGrain : IGrainWithStringKey
{
    /// <summary>Begins, unless the person came back. Sent by the user when the time to come back is over.</summary>
    [Alias("Begin")] Task<Outcome<Done>> BeginAsync(BeginErasure command);
    /// <summary>Does the next portion. Sent by the grain to itself.</summary>
    [Alias("Continue")] Task<Outcome<Done>> ContinueAsync(ContinueErasure command);
}

/// <summary>The receipt of an erasure, which has no data of a person. The key is a random id.</summary>
[Alias("privacy.receipt")]
public interface IReceiptGrain : IGrainWithStringKey
{
    /// <summary>Stores the receipt, and finishes the erasure. Sent by the erasure.</summary>
    [Alias("Issue")] Task<Outcome<Done>> IssueAsync(IssueReceipt command);
    /// <summary>Deletes the erasure and compacts the store. Sent by the grain to itself.</summary>
    [Alias("Finish")] Task<Outcome<Done>> FinishAsync(FinishErasure command);
    /// <summary>The receipt of a finished erasure, or null.</summary>
    [Alias("Get"), ReadOnly] Task<ErasureReceipt?> GetAsync();
}

/// <summary>The times of an erasure.</summary>
public static class Erasures
{
    /// <summary>How long a sign-in undoes the request. Longer than sessions and stored responses are kept.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromDays(30);
    /// <summary>How old a session may be that requests it without a password.</summary>
    public static readonly TimeSpan FreshSession = TimeSpan.FromMinutes(10);
    /// <summary>The kind of the id of a receipt.</summary>
    public const string ReceiptKind = "receipt";
}

/// <summary>Asks to erase a user. A repetition gets the receipt id of the first request.</summary>
[GenerateSerializer, Immutable, Alias("privacy.request-erasure.v1")]
public sealed record RequestErasure(
    [property: Id(0)] string OperationId, [property: Id(1)] string ReceiptId) : ICommand;

/// <summary>Takes the request back.</summary>
[GenerateSerializer, Immutable, Alias("privacy.cancel-erasure.v1")]
public sealed record CancelErasure([property: Id(0)] string OperationId) : ICommand;

/// <summary>From now on the request cannot be taken back.</summary>
[GenerateSerializer, Immutable, Alias("privacy.start-erasure.v1")]
public sealed record StartErasure(
    [property: Id(0)] string OperationId, [property: Id(1)] string ReceiptId) : ICommand;

/// <summary>When a user is erased, and the id of the receipt.</summary>
[GenerateSerializer, Immutable, Alias("privacy.planned-erasure.v1")]
public sealed record PlannedErasure(
    [property: Id(0)] DateTimeOffset RequestedAt, [property: Id(1)] DateTimeOffset ErasesAt,
    [property: Id(2)] string ReceiptId, [property: Id(3)] DateTimeOffset UserCreatedAt);

/// <summary>Begins the erasure of a user.</summary>
[GenerateSerializer, Immutable, Alias("privacy.begin-erasure.v1")]
public sealed record BeginErasure([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>Does the portion with this number.</summary>
[GenerateSerializer, Immutable, Alias("privacy.continue-erasure.v1")]
public sealed record ContinueErasure([property: Id(0)] string OperationId, [property: Id(1)] int Number) : ICommand;

/// <summary>Stores a receipt.</summary>
[GenerateSerializer, Immutable, Alias("privacy.issue-receipt.v1")]
public sealed record IssueReceipt(
    [property: Id(0)] string OperationId, [property: Id(1)] ErasureReceipt Receipt) : ICommand;

/// <summary>Finishes an erasure.</summary>
[GenerateSerializer, Immutable, Alias("privacy.finish-erasure.v1")]
public sealed record FinishErasure([property: Id(0)] string OperationId) : ICommand;

/// <summary>
/// What was erased of a person who left, and what stays. The last of <paramref name="Passes"/> found nothing.
/// </summary>
[GenerateSerializer, Immutable, Alias("privacy.receipt.v1")]
public sealed record ErasureReceipt(
    [property: Id(0)] string Id, [property: Id(1)] DateTimeOffset RequestedAt, [property: Id(2)] DateTimeOffset BegunAt,
    [property: Id(3)] DateTimeOffset ErasedAt, [property: Id(4)] int Passes,
    [property: Id(5)] ImmutableArray<ErasedRows> Erased, [property: Id(6)] ImmutableArray<KeptRows> Kept);

/// <summary>Rows of a kind that were deleted, and rows of others that no longer name the person.</summary>
[GenerateSerializer, Immutable, Alias("privacy.erased-rows.v1")]
public sealed record ErasedRows(
    [property: Id(0)] string What, [property: Id(1)] long Deleted, [property: Id(2)] long Rewritten);

/// <summary>What stays without the person, and why.</summary>
[GenerateSerializer, Immutable, Alias("privacy.kept-rows.v1")]
public sealed record KeptRows([property: Id(0)] string What, [property: Id(1)] long Rows, [property: Id(2)] string Why);

/// <summary>The refusals of erasures.</summary>
public static class ErasureFaults
{
    /// <summary>Neither a password nor a session that began a moment ago.</summary>
    public static readonly Fault NotConfirmed = new(FaultKind.Forbidden, "confirmation_required",
        "Send the field password, or sign in again and repeat this within 10 minutes.", "password");
    /// <summary>The password is wrong.</summary>
    public static readonly Fault WrongPassword = new(
        FaultKind.Forbidden, "wrong_password", "The field password is not your password.", "password");
    /// <summary>The person did not ask for it, or came back.</summary>
    public static readonly Fault NotRequested = new(
        FaultKind.Conflict, "erasure_not_requested", "Nobody asked to erase this account.");
    /// <summary>There is no such receipt, or the erasure is not finished.</summary>
    public static readonly Fault UnknownReceipt = new(FaultKind.NotFound, "receipt_not_found",
        "There is no receipt with this id. It is issued when the erasure is finished.");
}
