using System.Collections.Concurrent;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Silo.Accounts;

/// <summary>
/// Hashes and checks passwords on threads of its own, one a core, behind a short queue: a hash takes a core for a fifth of a second, which neither a
/// grain's turn nor the thread pool has to spare. A stored hash begins with the name of its scheme, which is how one is told from another.
/// </summary>
internal sealed class Passwords : IPasswords, IDisposable
{
    private const char AfterName = ':';
    private const int LongestQueue = 64;

    private readonly BlockingCollection<Action> lane = new(LongestQueue);
    private readonly Dictionary<string, IPasswordScheme> known;
    private readonly ICurrentPasswordScheme current;
    private readonly Lazy<string> nobodys;

    /// <param name="current">Makes new hashes.</param>
    /// <param name="older">Schemes whose hashes are checked, too, and replaced at the next sign-in.</param>
    public Passwords(ICurrentPasswordScheme current, params IReadOnlyList<IPasswordScheme> older)
    {
        this.current = current;
        known = older.Append(current).ToDictionary(scheme => scheme.Name, StringComparer.Ordinal);
        nobodys = new Lazy<string>(() => this.current.Hash("nobody's password"));
        for (var i = 0; i < Environment.ProcessorCount; i++)
            new Thread(Work) { IsBackground = true, Name = $"passwords {i}" }.Start();
    }

    public Task<Outcome<string>> HashAsync(string password) => RunAsync(() => current.Name + AfterName + current.Hash(password));

    public Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash)
    {
        if (hash is null)
        {
            return RunAsync(() =>
            {
                current.Verify(password, nobodys.Value);
                return PasswordCheck.Wrong;
            });
        }
        var name = hash.IndexOf(AfterName, StringComparison.Ordinal);
        if (name < 0 || !known.TryGetValue(hash[..name], out var scheme)) return Task.FromResult<Outcome<PasswordCheck>>(AccountFaults.PasswordNotCheckable);
        return RunAsync(() => scheme.Verify(password, hash[(name + 1)..]));
    }

    public void Dispose() => lane.CompleteAdding();

    private Task<Outcome<T>> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<Outcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queued = !lane.IsAddingCompleted && lane.TryAdd(() =>
        {
            try { done.SetResult(work()); }
            catch (Exception e) { done.SetException(e); }
        });
        return queued ? done.Task : Task.FromResult<Outcome<T>>(AccountFaults.Busy);
    }

    /// <summary>A thread of our own may block; it has nothing else to do.</summary>
    private void Work()
    {
        foreach (var work in lane.GetConsumingEnumerable()) work();
    }
}
