using System.Reflection;

namespace XelaConnect.TestKit.Fakes;

/// <summary>Grains that respond as a test says and record their calls.</summary>
public sealed class FakeGrains
{
    private readonly Dictionary<string, Func<string, object?[], object?>> _answers = new(StringComparer.Ordinal);
    private readonly List<Call> _calls = [];

    public FakeGrains()
    {
        Factory = DispatchProxy.Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)Factory).Grains = this;
    }

    public IGrainFactory Factory { get; }

    /// <summary>Every call so far, as <c>IUserGrain.GetAsync</c>.</summary>
    public IReadOnlyList<string> Called => [.. _calls.Select(call => call.Name)];

    /// <summary>The method answers so from now on, a value, a fault or a task; key and arguments are given.</summary>
    public FakeGrains On<TGrain>(string method, Func<string, object?[], object?> answer)
    {
        _answers[$"{typeof(TGrain).Name}.{method}"] = answer;
        return this;
    }

    /// <summary>The calls of a method, in order.</summary>
    public IReadOnlyList<Call> All(string name) => [.. _calls.Where(call => call.Name == name)];

    /// <summary>The only call of a method.</summary>
    public Call Only(string name) => _calls.Where(call => call.Name == name).ShouldHaveSingleItem();

    public sealed record Call(string Name, string Key, object?[] Arguments)
    {
        public T Command<T>() => Arguments[0].ShouldBeOfType<T>();
    }

#pragma warning disable CA1852 // DispatchProxy derives from these
    public class FactoryProxy : DispatchProxy
    {
        public FakeGrains Grains { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            targetMethod!.Name.ShouldBe(nameof(IGrainFactory.GetGrain));
            var grain = (GrainProxy)typeof(DispatchProxy).GetMethod(nameof(Create), 2, [])!
                .MakeGenericMethod(targetMethod.ReturnType, typeof(GrainProxy)).Invoke(null, null)!;
            grain.Grains = Grains;
            grain.Type = targetMethod.ReturnType.Name;
            grain.Key = args![0].ShouldBeOfType<string>();
            return grain;
        }
    }

    // Values and faults stand for the outcomes they turn into.
    private static object? AsOutcome(Type type, object? value) =>
        value is not null && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Outcome<>)
            ? type.GetMethod("op_Implicit", [value.GetType()])!.Invoke(null, [value])
            : value;

    public class GrainProxy : DispatchProxy
    {
        public FakeGrains Grains { get; set; } = null!;
        public string Type { get; set; } = "";
        public string Key { get; set; } = "";

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var name = $"{Type}.{targetMethod!.Name}";
            lock (Grains._calls) Grains._calls.Add(new Call(name, Key, args ?? []));
            if (!Grains._answers.TryGetValue(name, out var answer))
                throw new ShouldAssertException($"There is no answer for a call of {name}.");
            if (targetMethod.ReturnType == typeof(Task))
            {
                answer(Key, args ?? []);
                return Task.CompletedTask;
            }
            var value = answer(Key, args ?? []);
            if (targetMethod.ReturnType.IsInstanceOfType(value)) return value!;
            var wrap = typeof(GrainProxy).GetMethod(
                targetMethod.ReturnType.Name.StartsWith("Value", StringComparison.Ordinal)
                ? nameof(Later)
                : nameof(Promise), BindingFlags.NonPublic | BindingFlags.Static)!;
            var type = targetMethod.ReturnType.GetGenericArguments()[0];
            return wrap.MakeGenericMethod(type).Invoke(null, [AsOutcome(type, value)])!;
        }

        private static Task<T> Promise<T>(T value) => Task.FromResult(value);

        private static ValueTask<T> Later<T>(T value) => ValueTask.FromResult(value);
    }
#pragma warning restore CA1852
}
