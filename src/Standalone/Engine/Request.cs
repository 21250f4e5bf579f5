using System.Diagnostics;
using System.Reflection;
using System.Threading.Channels;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace XelaConnect.Standalone.Engine;

/// <summary>One call of a grain, or a timer's tick: something that passes the gate of an activation.</summary>
internal abstract class Request
{
    private readonly long since = Environment.TickCount64;

    public abstract bool IsReadOnly { get; }

    public abstract bool AlwaysInterleaves { get; }

    /// <summary>Runs in the activation's turns.</summary>
    public void Begin(Activation activation) => activation.Run(() => RunAsync(activation));

    /// <summary>The activation could not be had.</summary>
    public abstract void Fail(Exception e);

    /// <summary>Fails it when it came before <paramref name="late"/>; what it does goes on.</summary>
    public void TimeOut(long late)
    {
        if (since < late) Fail(new TimeoutException("The grain did not answer in time; whether it did what it was asked is unknown."));
    }

    protected abstract Task RunAsync(Activation activation);
}

/// <summary>A call and its answer.</summary>
/// <typeparam name="T">What it answers; <see cref="object"/> where it answers nothing.</typeparam>
internal sealed class Call<T>(GrainMethod method, GrainId target, object?[] arguments) : Request, ICall
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public GrainMethod Method => method;
    public GrainId Target => target;
    public Task<T> Answer => answer.Task;
    public override bool IsReadOnly => method.IsReadOnly;
    public override bool AlwaysInterleaves => method.AlwaysInterleaves;

    public override void Fail(Exception e) => answer.TrySetException(e);

    protected override async Task RunAsync(Activation activation)
    {
        // The caller's trace and the like, not those of whoever ended the call before this one.
        if (context is not null) ExecutionContext.Restore(context);
        try
        {
            using var activity = Trace.Source.StartActivity(method.Name, ActivityKind.Server);
            var result = activation.Catalog.Filters.Length == 0
                ? await InvokeAsync(activation.Grain)
                : await new FilteredCall(activation.Catalog.Filters, activation.Grain, method.Interface, async () => await InvokeAsync(activation.Grain)).RunAsync();
            activation.Completed(this);
            answer.TrySetResult((T)result!);
        }
        catch (Exception e)
        {
            activation.Completed(this);
            answer.TrySetException(e);
        }
    }

    private ValueTask<object?> InvokeAsync(Grain grain) => method.InvokeAsync<T>(grain, arguments);
}

/// <summary>Source of the spans of calls.</summary>
internal static class Trace
{
    public static readonly ActivitySource Source = new("XelaConnect.Grains");
}

/// <summary>News for a grain that subscribed: it waits for the gate like a call.</summary>
internal sealed class News(Func<Task> tell) : Request
{
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Over => over.Task;
    public override bool IsReadOnly => false;
    public override bool AlwaysInterleaves => false;

    public override void Fail(Exception e) => over.TrySetException(e);

    protected override async Task RunAsync(Activation activation)
    {
        try
        {
            await tell();
            over.TrySetResult();
        }
        catch (Exception e)
        {
            over.TrySetException(e);
        }
        activation.Completed(this);
    }
}

/// <summary>A call as the catalog sees it.</summary>
internal interface ICall
{
    GrainMethod Method { get; }
    GrainId Target { get; }
}

/// <summary>A call with filters around it.</summary>
internal sealed class FilteredCall(IIncomingGrainCallFilter[] filters, object grain, MethodInfo method, Func<Task<object?>> invoke) : IIncomingGrainCallContext
{
    private int next;

    public object Grain => grain;
    public MethodInfo InterfaceMethod => method;
    public object? Result { get; private set; }

    public async Task Invoke()
    {
        if (next < filters.Length) await filters[next++].Invoke(this);
        else Result = await invoke();
    }

    public async Task<object?> RunAsync()
    {
        await Invoke();
        return Result;
    }
}

/// <summary>One method of a grain's interface, looked at once.</summary>
internal sealed class GrainMethod
{
    private readonly MethodInvoker invoker;
    private readonly bool isOneWay;
    private readonly bool takesToken;
    private readonly Func<References, GrainId, object?[], object> start;

    public GrainMethod(MethodInfo method)
    {
        Interface = method;
        Name = $"{method.DeclaringType!.Name}/{method.Name}";
        invoker = MethodInvoker.Create(method);
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        AlwaysInterleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        isOneWay = method.IsDefined(typeof(OneWayAttribute));
        takesToken = method.GetParameters() is [.., { ParameterType: var last }] && last == typeof(CancellationToken);
        start = Starter(method.ReturnType);
    }

    public MethodInfo Interface { get; }
    public string Name { get; }
    public bool IsReadOnly { get; }
    public bool AlwaysInterleaves { get; private set; }

    /// <summary>Calls the grain; what comes back is what the method returns.</summary>
    public object Start(References references, GrainId target, object?[] arguments) => start(references, target, arguments);

    /// <summary>Runs on the grain, in its turn.</summary>
    public async ValueTask<object?> InvokeAsync<T>(Grain grain, object?[] arguments)
    {
        object? returned;
        try { returned = invoker.Invoke(grain, arguments.AsSpan()); }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
        switch (returned)
        {
            case Task<T> answer: return await answer;
            case ValueTask<T> answer: return await answer;
            case Task done: await done; return null;
            case ValueTask done: await done; return null;
            default: return returned;
        }
    }

    private Func<References, GrainId, object?[], object> Starter(Type returned)
    {
        if (returned == typeof(Task)) return (references, target, arguments) => StartTask<object>(references, target, arguments);
        if (returned == typeof(ValueTask)) return (references, target, arguments) => new ValueTask(StartTask<object>(references, target, arguments));
        var shape = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        var name = shape == typeof(Task<>) ? nameof(StartTask)
            : shape == typeof(ValueTask<>) ? nameof(StartValueTask)
            : shape == typeof(IAsyncEnumerable<>) ? nameof(StartEnumerable)
            : throw new NotSupportedException($"{Name} returns {returned.Name}; a grain's method returns Task, ValueTask or IAsyncEnumerable.");
        // An enumeration is many short calls in Orleans, and they interleave; here it is one that does.
        if (shape == typeof(IAsyncEnumerable<>)) AlwaysInterleaves = true;
        return GetType().GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(returned.GetGenericArguments()[0])
            .CreateDelegate<Func<References, GrainId, object?[], object>>(this);
    }

    private Task<T> StartTask<T>(References references, GrainId target, object?[] arguments)
    {
        if (takesToken && arguments[^1] is CancellationToken { IsCancellationRequested: true } token) return Task.FromCanceled<T>(token);
        var call = new Call<T>(this, target, arguments);
        references.Catalog.Dispatch(call);
        if (!isOneWay) return call.Answer;
        // Nobody will ever look at how it went.
        call.Answer.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return Task.FromResult(default(T)!);
    }

#pragma warning disable CA1859 // delegates of one type are made of these, and a ValueTask would have to be boxed anew
    private object StartValueTask<T>(References references, GrainId target, object?[] arguments) => new ValueTask<T>(StartTask<T>(references, target, arguments));

    private object StartEnumerable<T>(References references, GrainId target, object?[] arguments) => new GrainEnumerable<T>(this, references, target, arguments);
}

/// <summary>What a grain yields, read by its caller: the grain's part runs in its turns, a little ahead (docs: grains/response-streaming).</summary>
internal sealed class GrainEnumerable<T>(GrainMethod method, References references, GrainId target, object?[] arguments) : IAsyncEnumerable<T>
{
    /// <summary>How far the grain may be ahead.</summary>
    private const int Ahead = 16;

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var passed = arguments.ToArray();
        for (var i = 0; i < passed.Length; i++)
            if (passed[i] is CancellationToken { CanBeCanceled: false }) passed[i] = leaving.Token;
        var channel = Channel.CreateBounded<T>(Ahead);
        var reading = new Reading(method, target, passed, channel.Writer, leaving.Token);
        references.Catalog.Dispatch(reading);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken)) yield return item;
        }
        finally
        {
            await leaving.CancelAsync();
            await reading.Ended;
        }
    }

    private sealed class Reading(GrainMethod method, GrainId target, object?[] arguments, ChannelWriter<T> to, CancellationToken left) : Request, ICall
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public GrainMethod Method => method;
        public GrainId Target => target;
        public Task Ended => ended.Task;
        public override bool IsReadOnly => false;
        public override bool AlwaysInterleaves => true;

        public override void Fail(Exception e)
        {
            // A reader may take as long as it likes; only an activation that failed ends it.
            if (e is TimeoutException) return;
            to.TryComplete(e);
            ended.TrySetResult();
        }

        protected override async Task RunAsync(Activation activation)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(left, activation.Ending);
            Exception? failure = null;
            try
            {
                var items = (IAsyncEnumerable<T>)(await method.InvokeAsync<IAsyncEnumerable<T>>(activation.Grain, arguments))!;
                await foreach (var item in items.WithCancellation(stop.Token)) await to.WriteAsync(item, stop.Token);
            }
            catch (OperationCanceledException) when (left.IsCancellationRequested)
            {
                // Whoever read has had enough.
            }
            catch (OperationCanceledException) when (activation.Ending.IsCancellationRequested)
            {
                failure = new OrleansException($"{activation.GrainId} ended while it was being read.");
            }
            catch (Exception e)
            {
                failure = e;
            }
            activation.Completed(this);
            to.TryComplete(failure);
            ended.TrySetResult();
        }
    }
}
