using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Companion;
using XelaConnect.Grains.Tests.EventSourcing;

namespace XelaConnect.Grains.Tests.Companion;

/// <summary>Model calls are counted by day, and a restart refunds none of them.</summary>
public sealed class ModelBudgetTests
{
    private static readonly DateOnly Today = new(2026, 5, 4);
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DeterministicScheduler scheduler = new();
    private readonly FaultyStore store = new();
    private ModelBudgetGrain grain;

    public ModelBudgetTests() => grain = Activate();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(500)]
    public void Calls_of_a_day_add_up_to_its_ceiling_for_any_batch_size(int ceiling)
    {
        var random = new Random(ceiling);
        var taken = 0;
        for (var i = 0; i < 2 * ceiling; i++) taken += Take(Today, random.Next(1, 30), ceiling);
        taken.ShouldBe(ceiling);
        Take(Today.AddDays(1), 1, ceiling).ShouldBe(Math.Min(1, ceiling));
        Take(Today, 5, ceiling)
            .ShouldBe(Math.Clamp(ceiling - 1, 0, 5), "a clock that is behind reserves calls of the new day");
    }

    [Fact]
    public void Restarts_refund_no_calls_with_few_stored_counts()
    {
        var taken = 0;
        for (var i = 0; i < 2000; i++)
        {
            taken += Take(Today, 1, 1000);
            if (i % 100 == 99) grain = Activate();
        }
        taken.ShouldBeInRange(1000 - (20 * 20), 1000, "a step is lost with each restart at most");
        store.Rows.Count.ShouldBeLessThan(80);
    }

    private int Take(DateOnly day, int calls, int ceiling)
    {
        var task = scheduler.Start(() => grain.TakeAsync(day, calls, ceiling));
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle())
            store.EndAll(AppendOutcome.Answered);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private ModelBudgetGrain Activate()
    {
        var journal = new Journal<ModelBudgetState, ModelBudgetEvent>(
            ModelBudgetJournal.Budget, store, store, new OutboxMessageTypes([]), null!, new FakeTimeProvider(), Metrics,
            NullLogger<Journal<ModelBudgetState, ModelBudgetEvent>>.Instance);
        var activated = new ModelBudgetGrain(journal);
        journal.Failed = null;
        scheduler.Complete(async () =>
        {
            await journal.OpenAsync("service", "model-budget/service");
            return 0;
        });
        return activated;
    }
}
