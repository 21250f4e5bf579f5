using System.Collections.Concurrent;

namespace XelaConnect.TestKit.Processes;

/// <summary>
/// Servers, processes and directories that are still there. They are removed when this process exits, also where nothing disposed of them.
/// </summary>
internal static class Leftovers
{
    private static readonly ConcurrentDictionary<object, Action> Servers = new();
    private static readonly ConcurrentDictionary<int, byte> Processes = new();
    private static readonly ConcurrentDictionary<string, byte> Directories = new();

    static Leftovers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();

    /// <summary>Something that has to be shut down in its own way.</summary>
    public static void AddServer(object server, Action stop) => Servers[server] = stop;

    public static void ServerGone(object server) => Servers.TryRemove(server, out _);

    public static void Add(int pid) => Processes[pid] = 0;

    public static void Gone(int pid) => Processes.TryRemove(pid, out _);

    public static void Add(string directory) => Directories[directory] = 0;

    public static void Gone(string directory) => Directories.TryRemove(directory, out _);

    private static void Remove()
    {
        // Servers first: they still need their directories.
        foreach (var stop in Servers.Values) stop();
        foreach (var pid in Processes.Keys) Signals.Send(pid, Signals.Kill);
        foreach (var directory in Directories.Keys) TempDirectory.Delete(directory);
    }
}
