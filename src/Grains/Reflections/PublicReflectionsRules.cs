namespace XelaConnect.Grains.Reflections;

/// <summary>The decisions of the list of public reflections.</summary>
internal static class PublicReflectionsRules
{
    /// <summary>
    /// The latest version of a reflection wins, in any order of arrival. A withdrawal that is no longer remembered
    /// can let a late publication into the list; readers do not see it, because the author's journal decides.
    /// </summary>
    public static Decision<PublicEvent> Put(PublicReflectionsState list, PutPublicReflection command, DateTimeOffset now)
    {
        var known = list.Newest.FirstOrDefault(p => p.Id == command.ReflectionId)?.Version
            ?? list.Withdrawn.FirstOrDefault(w => w.Id == command.ReflectionId)?.Version;
        return command.Version <= known || list.IsTooOld(new TimeCursor(command.CreatedAt, command.ReflectionId))
            ? Decision.Nothing
            : new PublicReflectionPut(command.ReflectionId, command.UserId, command.CreatedAt, command.Version, command.IsPublic);
    }
}
