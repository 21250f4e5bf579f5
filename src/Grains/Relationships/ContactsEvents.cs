namespace XelaConnect.Grains.Relationships;

[JsonDerivedType(typeof(RelationChanged), "connections.relation-changed.v1")]
[JsonDerivedType(typeof(RequestQuotaTaken), "connections.request-spent.v1")]
[JsonDerivedType(typeof(VisibilitySet), "connections.visibility-set.v1")]
internal abstract record ContactsEvent;

internal sealed record RelationChanged(Relation Relation, long Version) : ContactsEvent;

internal sealed record RequestQuotaTaken : ContactsEvent;

internal sealed record VisibilitySet(bool Visible) : ContactsEvent;
