using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// Hashes and checks passwords on threads of its own, one a core: a hash takes a core for a fifth of a second, which neither a grain's turn nor the thread
/// pool has to spare. New hashes (sign-ups) and checks (sign-ins) have a short fair queue each and take turns, so that a flood of one leaves room for the
/// other. A stored hash begins with the name of its scheme, which is how one is told from another.
/// </summary>
internal sealed class Passwords : IPasswords, IDisposable
{
    private const char AfterName = ':';
    private const int LongestQueue = 64;

    private const string NoSource = "";

    private readonly object concurrency = new();
    private readonly FairQueue<Work> hashes = new(LongestQueue), checks = new(LongestQueue);
    private readonly Dictionary<string, IPasswordScheme> schemes;
    private readonly ICurrentPasswordScheme current;
    private readonly Lazy<string> decoy;
    private bool checkNext, stopped;

    /// <param name="current">Makes new hashes.</param>
    /// <param name="older">Schemes whose hashes are checked, too, and replaced at the next sign-in.</param>
    public Passwords(ICurrentPasswordScheme current, params IReadOnlyList<IPasswordScheme> older)
    {
        this.current = current;
        schemes = older.Append(current).ToDictionary(scheme => scheme.Name, StringComparer.Ordinal);
        decoy = new Lazy<string>(() => this.current.Hash("no password of anybody"));
        for (var i = 0; i < Environment.ProcessorCount; i++)
            new Thread(Run) { IsBackground = true, Name = $"passwords {i}" }.Start();
    }

    public Task<Outcome<string>> HashAsync(string password, string? source = null) =>
        QueueAsync(hashes, source, () => current.Name + AfterName + current.Hash(TextForm.Composed(password)));

    public Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null)
    {
        if (hash is null)
        {
            return QueueAsync(checks, source, () =>
            {
                Verify(current, password, decoy.Value);
                return PasswordCheck.Wrong;
            });
        }
        var name = hash.IndexOf(AfterName, StringComparison.Ordinal);
        if (name < 0 || !schemes.TryGetValue(hash[..name], out var scheme)) return Task.FromResult<Outcome<PasswordCheck>>(AccountFaults.PasswordNotCheckable);
        return QueueAsync(checks, source, () => Verify(scheme, password, hash[(name + 1)..]));
    }

    public void Dispose()
    {
        lock (concurrency)
        {
            stopped = true;
            Monitor.PulseAll(concurrency);
        }
    }

    /// <summary>Composed first; then as it came, since hashes were once made of that.</summary>
    private static PasswordCheck Verify(IPasswordScheme scheme, string password, string hash)
    {
        var composed = TextForm.Composed(password);
        var check = scheme.Verify(composed, hash);
        if (check is not PasswordCheck.Wrong || composed == password) return check;
        return scheme.Verify(password, hash) is PasswordCheck.Wrong ? PasswordCheck.Wrong : PasswordCheck.Outdated;
    }

    private Task<Outcome<T>> QueueAsync<T>(FairQueue<Work> queue, string? source, Func<T> work)
    {
        var done = new TaskCompletionSource<Outcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var item = new Work(
            () =>
            {
                try { done.SetResult(work()); }
                catch (Exception e) { done.SetException(e); }
            },
            () => done.TrySetResult(AccountFaults.Busy));
        bool queued;
        Work? displaced;
        lock (concurrency)
        {
            displaced = null;
            queued = !stopped && queue.TryAdd(source ?? NoSource, item, out displaced);
            if (queued) Monitor.Pulse(concurrency);
        }
        displaced?.Refuse();
        if (!queued) item.Refuse();
        return done.Task;
    }

    /// <summary>A thread of our own may block; it has nothing else to do.</summary>
    private void Run()
    {
        while (Next() is { } work) work.Do();
    }

    private Work? Next()
    {
        lock (concurrency)
        {
            while (true)
            {
                checkNext = !checkNext;
                var next = checkNext ? checks.Take() ?? hashes.Take() : hashes.Take() ?? checks.Take();
                if (next is not null || stopped) return next;
                Monitor.Wait(concurrency);
            }
        }
    }

    private sealed record Work(Action Do, Action Refuse);
}
