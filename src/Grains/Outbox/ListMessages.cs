namespace XelaConnect.Grains.Outbox;

internal static class AuditMessages
{
    public static readonly OutboxMessageType<RecordAction> Record = new OutboxMessageType<RecordAction>(
        "accounts.audit.v1", OutboxJson.Default.RecordAction,
        static (grains, month, command) => grains.AuditLog(month).RecordAsync(command))
        .AlsoReads("wallet.audit.v1");
}

internal static class CourseCatalogMessages
{
    public static readonly OutboxMessageType<PutCourseOutline> Put = new(
        "courses.put-outline.v1", OutboxJson.Default.PutCourseOutline,
        static (grains, catalog, command) => grains.CourseCatalog(catalog).PutAsync(command));
}

internal static class MatchShardMessages
{
    public static readonly OutboxMessageType<PutProfile> Put = new(
        "discovery.put-profile.v1", OutboxJson.Default.PutProfile,
        static (grains, shard, command) => grains.MatchShard(shard).PutAsync(command));
}

internal static class ReflectionsMessages
{
    public static readonly OutboxMessageType<ForgetTexts> Forget = new(
        "reflections.forget-texts.v1", OutboxJson.Default.ForgetTexts,
        static (grains, userId, command) => grains.Reflections(userId).ForgetTextsAsync(command));
}

internal static class PublicReflectionsMessages
{
    public static readonly OutboxMessageType<PutPublicReflection> Put = new(
        "reflections.put-public.v1", OutboxJson.Default.PutPublicReflection,
        static (grains, key, command) => grains.PublicReflections(key).PutAsync(command));
}
