namespace XelaConnect.Grains.Reflections;

[JsonDerivedType(typeof(TextStored), "reflections.text-kept.v1")]
[JsonDerivedType(typeof(ReflectionWritten), "reflections.written.v1")]
[JsonDerivedType(typeof(ReflectionEdited), "reflections.edited.v1")]
[JsonDerivedType(typeof(ReflectionDeleted), "reflections.deleted.v1")]
internal abstract record ReflectionsEvent;

internal sealed record TextStored(string Text) : ReflectionsEvent;
internal sealed record ReflectionWritten(string Id, long Prompt, long Content, bool IsPublic) : ReflectionsEvent;
internal sealed record ReflectionEdited(long Number, long Prompt, long Content, bool IsPublic) : ReflectionsEvent;
internal sealed record ReflectionDeleted(long Number) : ReflectionsEvent;

[JsonDerivedType(typeof(PublicReflectionPut), "reflections.public-put.v1")]
internal abstract record PublicEvent;

internal sealed record PublicReflectionPut(
    string Id, string UserId, DateTimeOffset CreatedAt, long Version, bool IsPublic) : PublicEvent;
