namespace XelaConnect.EventSourcing;

/// <summary>Outbox recovery is divided by the hash of the owner.</summary>
public static class OutboxShards
{
    /// <summary>Part of stored rows: never changed.</summary>
    public const int Count = 16;

    /// <summary>The shard of an owner.</summary>
    public static int Of(string owner) => (int)(StableHash.ComputeHash(owner) % Count);
}
