namespace XelaConnect.EventSourcing;

/// <summary>The stores of one database.</summary>
public sealed record OwnerStores(IJournalStore Journal, ISnapshotStore Snapshots);

/// <summary>
/// Which database an owner's rows are in. All rows of a commit have one owner, the grain that writes them, so that no
/// commit spans two databases. An owner stays in its database as long as it is activated.
/// </summary>
public interface IOwnerStorage
{
    /// <summary>Every database, for work over all owners.</summary>
    ImmutableArray<OwnerStores> All { get; }
    /// <summary>The stores of an owner: a grain id as text.</summary>
    OwnerStores Of(string owner);
}

/// <summary>One database for all owners.</summary>
public sealed class SingleStorage(IJournalStore journal, ISnapshotStore snapshots) : IOwnerStorage
{
    /// <inheritdoc/>
    public ImmutableArray<OwnerStores> All { get; } = [new(journal, snapshots)];

    /// <inheritdoc/>
    public OwnerStores Of(string owner) => All[0];
}
