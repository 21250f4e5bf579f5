namespace XelaConnect.Grains.Reflections;

/// <summary>Prompt and content are separate texts, so that an edit of one does not need the other.</summary>
internal static class ReflectionsRules
{
    public const string PublicKey = "all";

    public static Decision<ReflectionsEvent> Write(
        ReflectionsState journal, WriteReflection command, DateTimeOffset now)
    {
        if (journal.Kept.Count >= ReflectionsState.Max) return ReflectionFaults.Full;
        var (op, promptText, contentText, isPublic) = command;
        var prompt = promptText is null ? 0 : journal.Texts + 1;
        var id = Ids.NewAt("reflection", now, journal.LastSeq + 1, op);
        var written = new ReflectionWritten(id, prompt, Math.Max(journal.Texts, prompt) + 1, isPublic);
        var decision = promptText is not null
            ? Decision<ReflectionsEvent>.Record(new TextStored(promptText), new TextStored(contentText), written)
            : Decision<ReflectionsEvent>.Record(new TextStored(contentText), written);
        return isPublic ? decision.AndSend(Put(journal, op, id, now, isPublic)) : decision;
    }

    public static Decision<ReflectionsEvent> Edit(ReflectionsState journal, EditReflection command, DateTimeOffset now)
    {
        if (journal.Find(command.ReflectionId) is not { } kept) return ReflectionFaults.Unknown;
        var (texts, events) = (journal.Texts, new List<ReflectionsEvent>(3));
        var prompt = command.Prompt is not { } change ? kept.Prompt : change.To is { } text ? Store(text) : 0;
        var content = command.Content is { } words ? Store(words) : kept.Content;
        var isPublic = command.IsPublic ?? kept.IsPublic;
        if (prompt == kept.Prompt && content == kept.Content && isPublic == kept.IsPublic) return Decision.Nothing;
        events.Add(new ReflectionEdited(kept.Number, prompt, content, isPublic));
        var decision = Decision<ReflectionsEvent>.Record([.. events])
            .AndSend(Forget(journal, command.OperationId, kept, prompt, content));
        return isPublic == kept.IsPublic
            ? decision
            : decision.AndSend(Put(journal, command.OperationId, kept.Id, kept.CreatedAt, isPublic));

        long Store(string text)
        {
            events.Add(new TextStored(text));
            return ++texts;
        }
    }

    public static Decision<ReflectionsEvent> Delete(
        ReflectionsState journal, DeleteReflection command, DateTimeOffset now)
    {
        if (journal.Find(command.ReflectionId) is not { } kept) return ReflectionFaults.Unknown;
        var decision = Decision<ReflectionsEvent>.Record(new ReflectionDeleted(kept.Number))
            .AndSend(Forget(journal, command.OperationId, kept, prompt: 0, content: 0));
        return kept.IsPublic
            ? decision.AndSend(Put(journal, command.OperationId, kept.Id, kept.CreatedAt, isPublic: false))
            : decision;
    }

    /// <summary>Texts that the reflection no longer has are erased. A message without any does nothing.</summary>
    private static OutboxMessage Forget(
        ReflectionsState journal, string op, KeptReflection kept, long prompt, long content) =>
        ReflectionsMessages.Forget.To(journal.UserId, new ForgetTexts($"{op}/forget",
            [.. ((long[])[kept.Prompt, kept.Content]).Where(seq => seq > 0 && seq != prompt && seq != content)]));

    private static OutboxMessage Put(
        ReflectionsState journal, string op, string id, DateTimeOffset createdAt, bool isPublic) =>
        PublicReflectionsMessages.Put.To(PublicKey, new PutPublicReflection(
            $"{op}/public", journal.LastSeq + 1, id, journal.UserId, createdAt, isPublic));
}

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
