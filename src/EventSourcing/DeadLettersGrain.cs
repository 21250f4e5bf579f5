using System.Buffers.Text;
using System.Text;
using XelaConnect.Admin;

namespace XelaConnect.EventSourcing;

[GrainType("dead-letters")]
internal sealed class DeadLettersGrain(
    IOwnerStorage storage, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : Grain, IDeadLettersGrain
{
    private const int MaxOfKind = 1_000;

    public async Task<Outcome<Page<DeadLetterView>>> ListAsync(string? cursor, int limit)
    {
        DeadLetterPosition? before = null;
        if (cursor is not null)
        {
            if (!TimeCursor.TryParse(cursor, out var last) || !TryParse(last.Id, out var owner, out var id))
                return Page.BadCursor;
            before = new(last.At, owner, id);
        }
        var found = await ReadAsync(before, limit + 1);
        var page = found.Take(limit).Select(ViewOf).ToImmutableArray();
        return new Page<DeadLetterView>(
            page, found.Count > limit ? new TimeCursor(page[^1].Since, page[^1].Id).ToString() : null);
    }

    public async Task<Outcome<Done>> RetryAsync(string id) =>
        TryParse(id, out var owner, out var messageId) && await ReviveAsync(owner, messageId)
            ? Done.Instance
            : DeadLetterFaults.Unknown;

    public async Task<Outcome<int>> RetryKindAsync(string kind)
    {
        var revived = 0;
        DeadLetterPosition? last = null;
        while (await ReadAsync(last, MaxOfKind) is { Count: > 0 } page)
        {
            foreach (var letter in page.Where(letter => letter.Kind == kind))
                if (await ReviveAsync(letter.Owner, letter.Id) && ++revived == MaxOfKind) return revived;
            last = new(page[^1].Since, page[^1].Owner, page[^1].Id);
        }
        return revived;
    }

    private async Task<IReadOnlyList<DeadLetter>> ReadAsync(DeadLetterPosition? before, int limit)
    {
        var found = await Task.WhenAll(
            storage.All.Select(stores => stores.Journal.ReadDeadLettersAsync(before, limit)));
        return [.. found.SelectMany(static letters => letters).OrderByDescending(static letter => letter.Since)
            .ThenBy(static letter => letter.Owner, StringComparer.Ordinal)
            .ThenBy(static letter => letter.Id, StringComparer.Ordinal).Take(limit)];
    }

    private async Task<bool> ReviveAsync(string owner, string id)
    {
        if (!await storage.Of(owner).Journal.ReviveAsync(owner, id, time.GetUtcNow())) return false;
        // Recovery would wake it a few seconds later.
        grains.GetGrain<IOutboxOwner>(GrainId.Parse(owner)).DeliverOutboxAsync().Ignore();
        return true;
    }

    private static DeadLetterView ViewOf(DeadLetter letter) => new(
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{letter.Owner}\n{letter.Id}")),
        letter.Kind, letter.Owner, letter.Failures, letter.Error, letter.Since);

    private static bool TryParse(string text, out string owner, out string id)
    {
        (owner, id) = ("", "");
        if (!Base64Url.IsValid(text)) return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n', 2);
        if (parts is not [{ Length: > 0 }, { Length: > 0 }]) return false;
        (owner, id) = (parts[0], parts[1]);
        return true;
    }
}
