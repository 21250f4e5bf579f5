using System.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>Written outside of the grain's turns, and read by readers from their own positions. Thread-safe.</summary>
internal sealed class ReplyBuffer(string replyId, string attempt)
{
    private readonly Lock sync = new();
    private readonly StringBuilder text = new();
    private readonly Signal changed = new();
    private bool isOver;

    public string ReplyId => replyId;
    /// <summary>Identifies the attempt. The text of an attempt whose process died is discarded.</summary>
    public string Attempt => attempt;

    public string Text { get { lock (sync) return text.ToString(); } }

    public void Add(string chunk)
    {
        if (chunk.Length == 0) return;
        lock (sync)
        {
            text.Append(chunk);
            changed.Raise();
        }
    }

    /// <summary>Marks the end: the reply is stored, or another attempt generates it.</summary>
    public void End()
    {
        lock (sync)
        {
            isOver = true;
            changed.Raise();
        }
    }

    /// <summary>Waits for the next chunk, or for the end. Empty when the wait is over or the reply has ended.</summary>
    public async Task<(string Chunk, bool IsOver)> ReadAsync(int offset, bool whole, TimeSpan wait, TimeProvider time)
    {
        var deadline = time.GetUtcNow() + wait;
        while (true)
        {
            Task next;
            lock (sync)
            {
                if (isOver) return ("", true);
                if (!whole && text.Length > offset) return (text.ToString(offset, text.Length - offset), false);
                next = changed.Next;
            }
            var left = deadline - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return ("", false);
            try { await next.WaitAsync(left, time); }
            catch (TimeoutException) { return ("", false); }
        }
    }
}
