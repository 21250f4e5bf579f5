namespace XelaConnect;

/// <summary>A setting that keeps a process from starting; the message is one sentence that names the key. Processes print it and exit with 1.</summary>
public sealed class SettingException : Exception
{
    /// <summary>Without a reason.</summary>
    public SettingException() { }

    /// <summary>With the sentence to print.</summary>
    public SettingException(string message) : base(message) { }

    /// <summary>With the sentence to print and what lies behind it.</summary>
    public SettingException(string message, Exception innerException) : base(message, innerException) { }
}
