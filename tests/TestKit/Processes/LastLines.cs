namespace XelaConnect.TestKit.Processes;

/// <summary>The last lines that a process wrote, for the message of a failure.</summary>
public sealed class LastLines(int capacity = 60)
{
    private readonly Queue<string> lines = new();

    public void Add(string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > capacity) lines.Dequeue();
        }
    }

    public override string ToString()
    {
        lock (lines) return string.Join('\n', lines);
    }
}
