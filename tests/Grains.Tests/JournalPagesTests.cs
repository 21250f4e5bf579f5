using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Payments;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Payments;

namespace XelaConnect.Grains.Tests;

/// <summary>Pages of a journal hold each item once, newest first, whatever events between them have no item.</summary>
public sealed class JournalPagesTests
{
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DeterministicScheduler scheduler = new();
    private readonly FaultyStore store = new();
    private readonly Journal<UnmatchedPaymentsState, UnmatchedPaymentsEvent> journal;

    public JournalPagesTests()
    {
        journal = new Journal<UnmatchedPaymentsState, UnmatchedPaymentsEvent>(
            UnmatchedPaymentsJournal.List, store, store, new OutboxMessageTypes([]), null!, new FakeTimeProvider(), Metrics,
            NullLogger<Journal<UnmatchedPaymentsState, UnmatchedPaymentsEvent>>.Instance);
        Complete(async () =>
        {
            await journal.OpenAsync("0", "kept-payments/0");
            return 0;
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Pages_hold_every_item_once_newest_first(int limit)
    {
        Add(9);
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = Read(cursor, limit).Value.ShouldNotBeNull();
            page.Items.Length.ShouldBeInRange(1, limit);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.ShouldBe([9, 6, 3]);
    }

    [Fact]
    public void Cursor_beyond_the_end_reads_the_first_page()
    {
        Add(3);
        Read("1000", 5).Value!.Items.ShouldBe([3]);
        Read("1", 5).Value!.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("abc")]
    public void Malformed_cursor_is_refused(string cursor) => Read(cursor, 5).Fault.ShouldBe(Page.BadCursor);

    /// <summary>Each third event has an item, its seq.</summary>
    private Outcome<Page<long>> Read(string? cursor, int limit) => Complete(() =>
        journal.PageAsync(cursor, limit, static e => e.Seq % 3 == 0 ? new Item(e.Seq) : null))
        .Then(static page => new Page<long>([.. page.Items.Select(static item => item.Seq)], page.NextCursor));

    private void Add(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var listed = new PaymentListed($"pi_{i}", new UnmatchedPayment(null, null, null, i, "usd", "unknown_user"));
            Complete(() => journal.HandleAsync<Done>($"op{i}", (_, _) => listed, static (_, _) => Done.Instance))
                .IsOk.ShouldBeTrue();
        }
    }

    private T Complete<T>(Func<Task<T>> work)
    {
        var task = scheduler.Start(work);
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle()) store.EndAll(AppendOutcome.Answered);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private sealed record Item(long Seq);
}
