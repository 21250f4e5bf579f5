using System.Reflection;

namespace Orleans;

/// <summary>Stands around every call of a grain, on the grain's side (docs: grains/interceptors).</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Goes on with <see cref="IIncomingGrainCallContext.Invoke"/>, or throws instead.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>One call on its way.</summary>
public interface IIncomingGrainCallContext
{
    /// <summary>The grain.</summary>
    object Grain { get; }
    /// <summary>Which method of the interface.</summary>
    MethodInfo InterfaceMethod { get; }
    /// <summary>What it answered; after <see cref="Invoke"/>.</summary>
    object? Result { get; }
    /// <summary>The next filter, in the end the grain.</summary>
    Task Invoke();
}
