namespace XelaConnect.EventSourcing;

public sealed partial class Journal<TState, TEvent>
{
    /// <summary>One operation of the batch is in the journal already, older than what is remembered: it gets its first outcome, the others are decided again.</summary>
    private void RestageWithout(List<StagedCommand> batch, StagedCommand repeated)
    {
        List<StagedCommand> again = [.. batch, .. waiting];
        waiting.Clear();
        staged = committed;
        committedSeqs.CopyTo(stagedSeqs, 0);
        foreach (var pending in again) operations.Remove(pending.OperationId);
        // Nothing is on its way any more: whoever has nothing to commit now waits for what is staged anew, and never for itself.
        last = null;
        foreach (var pending in again)
        {
            if (pending == repeated) _ = CompleteRepeatedAsync(pending);
            else if (!Stage(pending)) _ = CompleteUndecidedAsync(pending, last);
        }
        operations.MarkIncomplete();
    }

    private async Task CompleteRepeatedAsync(StagedCommand pending)
    {
        try
        {
            var found = await FindAsync(pending.OperationId);
            if (found.IsEmpty) pending.Fail(new StorageUnavailableException("An operation was reported as repeated but is not in the journal."));
            else pending.Complete(new CommandResult(null, committed, found));
        }
        catch (Exception e)
        {
            pending.Fail(new StorageUnavailableException("The first outcome of a repeated operation could not be read.", e));
        }
    }

    private async Task CompleteUndecidedAsync(StagedCommand pending, StagedCommand? before)
    {
        try
        {
            if (before is { Task.IsCompleted: false }) await before.Task;
            pending.Complete(new CommandResult(pending.Refusal, committed, []));
        }
        catch (Exception e)
        {
            pending.Fail(e);
        }
    }
}
