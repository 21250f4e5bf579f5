namespace XelaConnect.Grains.Reflections;

internal static class PublicReflectionsRules
{
    /// <summary>The latest version of a reflection wins. The author's journal decides what readers see.</summary>
    public static Decision<PublicEvent> Put(
        PublicReflectionsState list, PutPublicReflection command, DateTimeOffset now)
    {
        var (_, version, id, userId, createdAt, isPublic) = command;
        var known = list.Newest.FirstOrDefault(p => p.Id == id)?.Version
            ?? list.Withdrawn.FirstOrDefault(w => w.Id == id)?.Version;
        return version <= known || list.IsTooOld(new TimeCursor(createdAt, id))
            ? Decision.Nothing
            : new PublicReflectionPut(id, userId, createdAt, version, isPublic);
    }
}
