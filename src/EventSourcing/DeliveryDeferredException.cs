namespace XelaConnect.EventSourcing;

/// <summary>An effect is not due yet, or waits for something outside: it stays owed and is tried again, and there is nothing to report.</summary>
public sealed class DeliveryDeferredException : Exception
{
    /// <summary>Says what it waits for.</summary>
    public DeliveryDeferredException(string message) : base(message) { }

    /// <summary>With nothing to say.</summary>
    public DeliveryDeferredException() { }

    /// <summary>Says what it waits for, and why.</summary>
    public DeliveryDeferredException(string message, Exception inner) : base(message, inner) { }
}
