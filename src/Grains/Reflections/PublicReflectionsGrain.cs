using Orleans.Concurrency;
using XelaConnect.EventSourcing;
using XelaConnect.Reflections;

namespace XelaConnect.Grains.Reflections;

[GrainType("public-reflections"), Reentrant]
internal sealed class PublicReflectionsGrain(Journal<PublicReflectionsState, PublicEvent> journal)
    : EventSourcedGrain<PublicReflectionsState, PublicEvent>(journal), IPublicReflectionsGrain
{
    public Task<Outcome<Done>> PutAsync(PutPublicReflection command) => Handle(command, PublicReflectionsRules.Put);

    public Task<Outcome<Page<PublicReflection>>> ListAsync(string? cursor, int limit) => Task.FromResult(List(cursor, limit));

    public Task<string?> AuthorAsync(string reflectionId) =>
        Task.FromResult(Committed.Newest.FirstOrDefault(p => p.Id == reflectionId)?.UserId);

    private Outcome<Page<PublicReflection>> List(string? cursor, int limit)
    {
        var after = default(TimeCursor);
        if (cursor is not null && !TimeCursor.TryParse(cursor, out after)) return ReflectionFaults.BadCursor;
        var page = Committed.Newest.Where(p => cursor is null || p.Order > after).Take(limit + 1).ToList();
        var next = page.Count > limit ? page[limit - 1].Order.ToString() : null;
        return new Page<PublicReflection>(
            [.. page.Take(limit).Select(static p => new PublicReflection(p.Id, p.UserId, p.CreatedAt))], next);
    }
}
