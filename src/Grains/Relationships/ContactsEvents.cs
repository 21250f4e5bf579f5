using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>What happens to one person's contacts.</summary>
internal abstract record ContactsEvent;

internal sealed record RelationChanged(Relation Relation, long Version) : ContactsEvent;

internal sealed record RequestQuotaTaken : ContactsEvent;

internal sealed record VisibilitySet(bool Visible) : ContactsEvent;
