namespace XelaConnect;

/// <summary>What keeps a process from starting and is no bug; the message is one sentence for the operator. Processes print it and exit with 1.</summary>
public class StartException : Exception
{
    /// <summary>Without a reason.</summary>
    public StartException() { }

    /// <summary>With the sentence to print.</summary>
    public StartException(string message) : base(message) { }

    /// <summary>With the sentence to print and what lies behind it.</summary>
    public StartException(string message, Exception innerException) : base(message, innerException) { }
}
