namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// On dedicated threads: a hash takes a fifth of a second, too long for a grain's turn and the thread pool. Sign-ups
/// and sign-ins have a fair queue each. A stored hash begins with the name of its scheme.
/// </summary>
internal sealed class Passwords : IPasswords, IDisposable
{
    private const char NameSeparator = ':';
    private const int MaxQueueLength = 64;
    private const string NoSource = "";
    private readonly object concurrency = new();
    private readonly FairQueue<Work> hashes = new(MaxQueueLength), checks = new(MaxQueueLength);
    private readonly Dictionary<string, IPasswordScheme> schemes;
    private readonly ICurrentPasswordScheme current;
    private readonly Lazy<string> decoy;
    private bool checkNext, stopped;

    public Passwords(ICurrentPasswordScheme current, params IReadOnlyList<IPasswordScheme> older)
    {
        this.current = current;
        schemes = older.Append(current).ToDictionary(scheme => scheme.Name, StringComparer.Ordinal);
        decoy = new Lazy<string>(() => this.current.Hash("no password of anybody"));
        for (var i = 0; i < Environment.ProcessorCount; i++)
            new Thread(Run) { IsBackground = true, Name = $"passwords {i}" }.Start();
    }

    public Task<Outcome<string>> HashAsync(string password, string? source = null) =>
        QueueAsync(hashes, source, () => current.Name + NameSeparator + current.Hash(TextForm.Composed(password)));

    public Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null)
    {
        if (hash is null)
            return QueueAsync(checks, source, () =>
            {
                Verify(current, password, decoy.Value);
                return PasswordCheck.Wrong;
            });
        var name = hash.IndexOf(NameSeparator, StringComparison.Ordinal);
        if (name < 0 || !schemes.TryGetValue(hash[..name], out var scheme))
            return Task.FromResult<Outcome<PasswordCheck>>(AccountFaults.PasswordNotCheckable);
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

    /// <summary>Earlier versions made hashes of the original form.</summary>
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
