namespace XelaConnect;

/// <summary>
/// The process cannot start for a reason that the operator can remove. The message is one sentence; the process prints
/// it and exits with 1.
/// </summary>
public class StartException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public StartException() { }

    /// <summary>Creates it with the sentence to print.</summary>
    public StartException(string message) : base(message) { }

    /// <summary>Creates it with the sentence to print, and the cause.</summary>
    public StartException(string message, Exception innerException) : base(message, innerException) { }
}
