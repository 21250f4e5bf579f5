namespace XelaConnect.Accounts;

/// <summary>Whose account it is, and what this operation did with it.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Opened">It opened the account.</param>
/// <param name="Reclaimed">It took the account over for the owner of its address.</param>
[GenerateSerializer, Immutable, Alias("accounts.account-view.v1")]
public sealed record AccountView([property: Id(0)] string UserId, [property: Id(1)] bool Opened, [property: Id(2)] bool Reclaimed = false);
