namespace XelaConnect.ApiHost.Privacy;

/// <summary>
/// Everything that is held of a person. Lists are flat, so that they can be written while they are read: a post names
/// its circle, and a message its conversation.
/// </summary>
internal sealed record ExportJson(
    DateTimeOffset ExportedAt, UserJson Profile, IReadOnlyList<ExportedProfileJson> ProfileHistory,
    ExportedSettingsJson Settings, IReadOnlyList<SessionJson> Sessions,
    WaysInJson WaysIn, SecondFactorJson SecondFactor, IReadOnlyList<DeviceJson> Devices,
    IReadOnlyList<ExportedCircleJson> Circles, IReadOnlyList<ExportedPostJson> CirclePosts,
    IReadOnlyList<ConnectionJson> Connections, IReadOnlyList<ExportedBlockJson> BlockedUsers,
    IReadOnlyList<ExportedConversationJson> Conversations, IReadOnlyList<ExportedMessageJson> Messages,
    XelaMemoryJson XelaMemory, IReadOnlyList<MessageJson> XelaMessages, IReadOnlyList<ReflectionJson> Reflections,
    IReadOnlyList<ActivityJson> Activities, IReadOnlyList<CourseProgressJson> Courses, ExportedWalletJson Wallet,
    IReadOnlyList<EntryJson> WalletEntries, SubscriptionJson Subscription, ExportedReferralJson Referral,
    IReadOnlyList<ExportedReportJson> Reports, IReadOnlyList<NotIncludedJson> NotIncluded);

/// <summary>What the profile said from a moment on. An address is there only where it was set.</summary>
internal sealed record ExportedProfileJson(
    DateTimeOffset Since, string? Email, string Name, string? Picture, int? Age, string? City, string? Bio,
    string? IdentityBadge, ImmutableArray<string> Interests)
{
    public static ExportedProfileJson Of(ProfileVersion version) => new(
        version.Since, version.Email, version.Name, version.Picture, version.Age, version.City, version.Bio,
        version.IdentityBadge, version.Interests);
}

/// <summary>Whether others may see the person's presence.</summary>
internal sealed record ExportedSettingsJson(bool PresenceVisible);

/// <summary>A circle that the person belongs to, or belonged to.</summary>
internal sealed record ExportedCircleJson(
    string Id, bool IsMember, bool CreatedByMe, string? Name, string? Category, string? Description,
    ImmutableArray<string> Tags);

/// <summary>A post of the person. A removed one is no longer shown in its circle.</summary>
internal sealed record ExportedPostJson(
    string CircleId, string Id, long Seq, string Message, DateTimeOffset Timestamp, bool Removed);

/// <summary>A user whom the person blocks.</summary>
internal sealed record ExportedBlockJson(string UserId, DateTimeOffset BlockedAt);
/// <summary>A conversation with another user.</summary>
internal sealed record ExportedConversationJson(string Id, string WithUserId, string WithUserName);

/// <summary>A message; where a block hides the conversation, only the person's own.</summary>
internal sealed record ExportedMessageJson(
    string ConversationId, string MessageId, long Seq, string SenderId, string Content, DateTimeOffset Timestamp);

/// <summary>The wallet; its entries are a list beside it.</summary>
internal sealed record ExportedWalletJson(long Credits, long Debt, DateTimeOffset? BoostedUntil);
/// <summary>The person's referral code and its figures.</summary>
internal sealed record ExportedReferralJson(
    string Code, int Referrals, int Conversions, int Pending, int CreditsEarned);
/// <summary>A report that the person filed.</summary>
internal sealed record ExportedReportJson(
    string? Id, string UserId, string Reason, string? Details, DateTimeOffset CreatedAt);
/// <summary>Something that is held and left out, and why.</summary>
internal sealed record NotIncludedJson(string What, string Why);

/// <summary>Body of an erasure. Without a password the session must have begun a moment ago.</summary>
internal sealed record EraseRequest(
    [property: Length(1, Limits.PasswordTo)] string? Password = null,
    [property: MaxLength(Limits.SecondFactorCode)] string? Code = null);

/// <summary>When the caller is erased, and the id of the receipt that there is then.</summary>
internal sealed record ErasureJson(string Message, DateTimeOffset ErasesAt, string ReceiptId);

/// <summary>
/// A receipt, and the same signed: anybody can check <paramref name="Jws"/> by a key of <c>/api/receipts/keys</c>.
/// </summary>
internal sealed record ReceiptJson(ReceiptContentJson Receipt, string Jws);

/// <summary>What was erased, what stays and why.</summary>
internal sealed record ReceiptContentJson(
    string Id, DateTimeOffset RequestedAt, DateTimeOffset BegunAt, DateTimeOffset ErasedAt, int Passes,
    IReadOnlyList<ErasedJson> Erased, IReadOnlyList<KeptJson> Kept)
{
    public static ReceiptContentJson Of(ErasureReceipt receipt) => new(
        receipt.Id, receipt.RequestedAt, receipt.BegunAt, receipt.ErasedAt, receipt.Passes,
        [.. receipt.Erased.Select(static rows => new ErasedJson(rows.What, rows.Deleted, rows.Rewritten))],
        [.. receipt.Kept.Select(static rows => new KeptJson(rows.What, rows.Rows, rows.Why))]);
}

/// <summary>Rows that were deleted, and rows of others that no longer name the person.</summary>
internal sealed record ErasedJson(string What, long DeletedRows, long RewrittenRows);
/// <summary>Rows that stay without the person.</summary>
internal sealed record KeptJson(string What, long Rows, string Why);
/// <summary>Public keys (RFC 7517).</summary>
internal sealed record ReceiptKeysJson(IReadOnlyList<ReceiptKeyJson> Keys);
/// <summary>A public key of ECDSA with P-256 and SHA-256.</summary>
internal sealed record ReceiptKeyJson(string Kty, string Crv, string X, string Y, string Alg, string Use, string Kid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(EraseRequest))]
[JsonSerializable(typeof(ErasureJson))]
[JsonSerializable(typeof(ReceiptJson))]
[JsonSerializable(typeof(ReceiptKeysJson))]
internal sealed partial class PrivacyJson : JsonSerializerContext;
