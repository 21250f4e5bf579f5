namespace XelaConnect.Grains.Companion;

/// <summary>Keeps the memory of a conversation: summarises lines that leave the context of a turn.</summary>
internal sealed class MemoryKeeper(
    Journal<CompanionState, CompanionEvent> journal, ReplyGenerator generator, ModelBudget budget, ILogger log)
{
    /// <summary>How many lines may be outside of both the context of a turn and the memory.</summary>
    private const int MaxForgottenLines = 2 * Persona.ContextLines;

    private bool isSummarising;

    /// <summary>Updates the memory once enough lines have left the context of a turn. Does not throw.</summary>
    public async Task UpdateAsync()
    {
        var state = journal.Committed;
        var from = Math.Max(state.Memory.UpToSeq, state.DeletedUpTo);
        if (isSummarising || !generator.HasModel || state.LastSeq - from < MaxForgottenLines) return;
        isSummarising = true;
        try
        {
            if (await budget.AdmitsAsync(address: null)) await SummariseAsync(state.Memory, from);
        }
        catch (Exception e)
        {
            CompanionLog.NotSummarised(log, e is ModelFailedException ? e.Message : e.GetType().Name);
        }
        finally { isSummarising = false; }
    }

    /// <summary>Erases all memories but the last, so that the store holds nothing that the person cleared.</summary>
    public Task EraseEarlierAsync() =>
        journal.EraseAsync(CompanionState.MemoryChanges, journal.Committed.Memory.Version - 1);

    private async Task SummariseAsync(Memory memory, long from)
    {
        var upTo = journal.Committed.LastSeq - Persona.ContextLines;
        var lines = journal.Committed.Shown.Where(line => line.Seq > from && line.Seq <= upTo).ToImmutableArray();
        var text = await Task.Run(() => generator.SummariseAsync(Persona.Summary(memory.Text, lines)));
        var command = new TakeSummary($"summary/{memory.Version}/{upTo}", memory.Version, text, upTo);
        await journal.HandleAsync(command.OperationId,
            (state, now) => CompanionRules.Summarise(state, command, now), static (_, _) => Done.Instance);
        await EraseEarlierAsync();
    }
}
