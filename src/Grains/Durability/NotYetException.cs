namespace XelaConnect.Grains.Durability;

/// <summary>An effect is not due yet, or waits for something outside: it stays owed and is tried again, and there is nothing to report.</summary>
public sealed class NotYetException : Exception
{
    /// <summary>Says what it waits for.</summary>
    public NotYetException(string message) : base(message) { }

    /// <summary>With nothing to say.</summary>
    public NotYetException() { }

    /// <summary>Says what it waits for, and why.</summary>
    public NotYetException(string message, Exception inner) : base(message, inner) { }
}
