using System.Collections.Concurrent;
using XelaConnect.Accounts;
using XelaConnect.Idempotency;

namespace XelaConnect.ApiHost.Tests.Http;

/// <summary>Sessions and idempotency turns in memory, behind the grain interfaces that the HTTP side calls.</summary>
internal sealed class FakeSessionGrains : IGrainFactory
{
    private readonly ConcurrentDictionary<string, FakeIdempotency> turns = new();

    public ConcurrentDictionary<string, SessionView> Sessions { get; } = new();
    public int SessionChecks;
    public Exception? Outage { get; set; }
    public ConcurrentQueue<StoredResponse> Stored { get; } = new();
    public ConcurrentQueue<string> IdempotencyKeys { get; } = new();
    public bool FailsToStore { get; set; }

    public SessionView Open(string userId, DateTimeOffset now)
    {
        var session = new SessionView(Ids.New("session", now), userId, null, now, now + XelaConnect.Accounts.Sessions.Lifetime);
        Sessions[session.Id] = session;
        return session;
    }

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        if (typeof(TGrainInterface) == typeof(ISessionGrain)) return (TGrainInterface)(object)new FakeSession(this, primaryKey);
        IdempotencyKeys.Enqueue(primaryKey);
        return (TGrainInterface)(object)turns.GetOrAdd(primaryKey, _ => new FakeIdempotency(this));
    }

    private sealed class FakeSession(FakeSessionGrains grains, string id) : ISessionGrain
    {
        public Task<Outcome<SessionView>> OpenAsync(OpenSession command) => throw new NotSupportedException();

        public ValueTask<SessionView?> CheckAsync()
        {
            Interlocked.Increment(ref grains.SessionChecks);
            if (grains.Outage is { } outage) throw outage;
            return ValueTask.FromResult(grains.Sessions.GetValueOrDefault(id));
        }

        public ValueTask<string?> EndReasonAsync() =>
            ValueTask.FromResult(grains.Sessions.ContainsKey(id) ? null : XelaConnect.Accounts.Sessions.Revoked);

        public Task<Outcome<Done>> EndAsync(EndSession command) => throw new NotSupportedException();
    }

    private sealed class FakeIdempotency(FakeSessionGrains grains) : IIdempotencyGrain
    {
        private readonly SemaphoreSlim turn = new(1);
        private string? hash;
        private StoredResponse? answer;

        public async Task<Outcome<IdempotencyClaim>> BeginAsync(string requestHash)
        {
            await turn.WaitAsync();
            if (answer is null)
            {
                hash = requestHash;
                return new IdempotencyClaim("ticket", null);
            }
            turn.Release();
            return hash == requestHash ? new IdempotencyClaim(null, answer) : IdempotencyFaults.Reused;
        }

        public Task CompleteAsync(string ticket, string requestHash, StoredResponse given)
        {
            if (grains.FailsToStore)
            {
                turn.Release();
                throw new TimeoutException("The store does not answer.");
            }
            answer = given;
            grains.Stored.Enqueue(given);
            turn.Release();
            return Task.CompletedTask;
        }

        public Task AbandonAsync(string ticket)
        {
            turn.Release();
            return Task.CompletedTask;
        }
    }

    // Kinds of keys and references that this project does not use.
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver =>
        throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();
    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw new NotSupportedException();
}
