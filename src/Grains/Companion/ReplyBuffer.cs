using System.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>
/// An answer while it comes: written beside the grain's turns, read by whoever follows it, each from their own place. Safe for concurrent use.
/// </summary>
internal sealed class ReplyBuffer(string answerId, string run)
{
    private readonly Lock sync = new();
    private readonly StringBuilder text = new();
    private readonly Signal changed = new();
    private bool over;

    public string ReplyId => answerId;

    /// <summary>Names the attempt: what an attempt showed before its process died is void.</summary>
    public string Attempt => run;

    /// <summary>What has come so far.</summary>
    public string Text
    {
        get { lock (sync) return text.ToString(); }
    }

    public void Add(string piece)
    {
        if (piece.Length == 0) return;
        lock (sync)
        {
            text.Append(piece);
            changed.Raise();
        }
    }

    /// <summary>Nothing comes any more: it is stored, or will be told anew.</summary>
    public void End()
    {
        lock (sync)
        {
            over = true;
            changed.Raise();
        }
    }

    /// <summary>The text from a place on; waits for some, or (<paramref name="whole"/>) for the end. Empty when the wait is over, or the answer is.</summary>
    public async Task<(string Piece, bool IsOver)> ReadAsync(int offset, bool whole, TimeSpan wait, TimeProvider time)
    {
        var deadline = time.GetUtcNow() + wait;
        while (true)
        {
            Task next;
            lock (sync)
            {
                if (over) return ("", true);
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
