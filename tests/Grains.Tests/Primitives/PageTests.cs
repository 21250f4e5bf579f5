namespace XelaConnect.Grains.Tests.Primitives;

public sealed class PageTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pages_contain_every_item_once_and_in_order()
    {
        var random = new Random(7);
        // Several items of the same time: their order is by id.
        var items = Enumerable.Range(0, 57).Select(i => (At: Start.AddMinutes(i / 4), Id: $"item-{i:00}")).OrderBy(_ => random.Next()).ToList();
        foreach (var limit in (int[])[1, 2, 10, 56, 57, 58])
        {
            var (read, cursor, pages) = (new List<string>(), (string?)null, 0);
            do
            {
                var page = Of(items, cursor, limit).Value!;
                page.Items.Length.ShouldBeInRange(1, limit);
                read.AddRange(page.Items);
                cursor = page.NextCursor;
                pages++;
            }
            while (cursor is not null);
            read.ShouldBe(Enumerable.Range(0, 57).Select(i => $"item-{i:00}").Reverse());
            pages.ShouldBe((57 + limit - 1) / limit);
        }
    }

    [Fact]
    public void Page_after_a_removed_item_continues_with_the_next_one()
    {
        var items = Enumerable.Range(0, 5).Select(i => (At: Start.AddMinutes(i), Id: $"item-{i}")).ToList();
        var first = Of(items, null, 2).Value!;
        items.RemoveAll(item => item.Id == first.Items[^1]);
        Of(items, first.NextCursor, 2).Value!.Items.ShouldBe(["item-2", "item-1"]);
    }

    [Fact]
    public void Empty_list_has_one_empty_page()
    {
        var page = Of([], null, 20).Value!;
        page.Items.ShouldBeEmpty();
        page.NextCursor.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData(".id")]
    [InlineData("-1.id")]
    [InlineData("99999999999999999999.id")]
    public void Malformed_cursor_is_refused(string cursor) => Of([], cursor, 20).Fault.ShouldBe(Page.BadCursor);

    private static Outcome<Page<string>> Of(IEnumerable<(DateTimeOffset At, string Id)> items, string? cursor, int limit) =>
        Page.Of(items, item => new TimeCursor(item.At, item.Id), item => item.Id, cursor, limit);
}
