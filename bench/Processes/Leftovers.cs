using System.Collections.Concurrent;

namespace XelaConnect.Bench.Processes;

/// <summary>
/// Everything started or created and not yet ended, so that nothing outlives the harness even where the orderly
/// way (dispose) was not reached.
/// </summary>
internal static class Leftovers
{
    private static readonly ConcurrentDictionary<int, byte> Processes = new();
    private static readonly ConcurrentDictionary<string, byte> Directories = new();

    static Leftovers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();

    public static void Add(int pid) => Processes[pid] = 0;

    public static void Gone(int pid) => Processes.TryRemove(pid, out _);

    public static void Add(string directory) => Directories[directory] = 0;

    public static void Gone(string directory) => Directories.TryRemove(directory, out _);

    private static void Remove()
    {
        foreach (var pid in Processes.Keys)
            _ = Native.Kill(pid, Native.SigKill);
        foreach (var directory in Directories.Keys)
            TempDirectory.Delete(directory);
    }
}
