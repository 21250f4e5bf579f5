namespace XelaConnect.Grains.Reflections;

/// <summary>What happens to one person's reflections.</summary>
internal abstract record ReflectionsEvent;

internal sealed record TextStored(string Text) : ReflectionsEvent;

internal sealed record ReflectionWritten(string Id, long Prompt, long Content, bool IsPublic) : ReflectionsEvent;

internal sealed record ReflectionEdited(long Number, long Prompt, long Content, bool IsPublic) : ReflectionsEvent;

internal sealed record ReflectionDeleted(long Number) : ReflectionsEvent;

/// <summary>What happens to the list of public ones.</summary>
internal abstract record PublicEvent;

internal sealed record PublicReflectionPut(string Id, string UserId, DateTimeOffset CreatedAt, long Version, bool IsPublic) : PublicEvent;
