using XelaConnect.EventSourcing;
using XelaConnect.Reflections;

namespace XelaConnect.Grains.Reflections;

/// <summary>Decisions about the list of public ones: pure, without Orleans.</summary>
internal static class PublicReflectionsRules
{
    /// <summary>
    /// Of what is told of one reflection the latest version holds, in whichever order it comes. Only beyond what is kept can an old publication come back into
    /// the list; it is not shown even then, since the author's journal is asked for its words.
    /// </summary>
    public static Decision<PublicEvent> Put(PublicReflectionsState list, PutPublicReflection command, DateTimeOffset now)
    {
        var known = list.Newest.FirstOrDefault(p => p.Id == command.ReflectionId)?.Version ?? list.Gone.FirstOrDefault(g => g.Id == command.ReflectionId)?.Version;
        return command.Version <= known || list.IsTooOld(new TimeCursor(command.CreatedAt, command.ReflectionId)) ? Decision.Nothing
            : new PublicReflectionPut(command.ReflectionId, command.UserId, command.CreatedAt, command.Version, command.IsPublic);
    }
}
