namespace XelaConnect.Grains.Reflections;

[GrainType("public-reflections"), Reentrant]
internal sealed class PublicReflectionsGrain(Journal<PublicReflectionsState, PublicEvent> journal)
    : EventSourcedGrain<PublicReflectionsState, PublicEvent>(journal), IPublicReflectionsGrain
{
    public Task<Outcome<Done>> PutAsync(PutPublicReflection command) => Handle(command, PublicReflectionsRules.Put);

    public Task<Outcome<Page<PublicReflection>>> ListAsync(string? cursor, int limit) => Task.FromResult(Page.Of(
        Committed.Newest, static p => p.Order, static p => new PublicReflection(p.Id, p.UserId, p.CreatedAt), cursor,
        limit));

    public Task<string?> AuthorAsync(string reflectionId) =>
        Task.FromResult(Committed.Newest.FirstOrDefault(p => p.Id == reflectionId)?.UserId);
}
