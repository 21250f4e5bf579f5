using System.Collections.Concurrent;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Silo.Hosting;
using Bcrypt = BCrypt.Net.BCrypt;

namespace XelaConnect.Silo.Accounts;

/// <summary>
/// bcrypt over SHA-384, so that no password is cut at 72 bytes. It runs on threads of its own, one a core, behind a short queue: a hash takes a core for
/// a fifth of a second, which neither a grain's turn nor the thread pool has to spare.
/// </summary>
internal sealed class BcryptPasswords : IPasswords, IDisposable
{
    /// <summary>Names the scheme in stored hashes, so that another one can be told from it.</summary>
    private const string Scheme = "bcrypt-sha384:";

    private const int LongestQueue = 64;

    private readonly BlockingCollection<Action> lane = new(LongestQueue);
    private readonly int cost;
    private readonly Lazy<string> nobodys;

    public BcryptPasswords(SiloSettings settings)
    {
        cost = settings.BcryptCost;
        nobodys = new Lazy<string>(() => Hash("nobody's password"));
        for (var i = 0; i < Environment.ProcessorCount; i++)
            new Thread(Work) { IsBackground = true, Name = $"passwords {i}" }.Start();
    }

    public Task<Outcome<string>> HashAsync(string password) => RunAsync(() => Hash(password));

    public Task<Outcome<bool>> VerifyAsync(string password, string? hash) => RunAsync(() =>
    {
        var right = Bcrypt.EnhancedVerify(password, (hash ?? nobodys.Value)[Scheme.Length..], BCrypt.Net.HashType.SHA384);
        return right && hash is not null;
    });

    public void Dispose() => lane.CompleteAdding();

    private string Hash(string password) => Scheme + Bcrypt.EnhancedHashPassword(password, cost, BCrypt.Net.HashType.SHA384);

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
