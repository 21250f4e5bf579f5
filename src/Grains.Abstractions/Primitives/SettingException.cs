namespace XelaConnect;

/// <summary>A setting that keeps a process from starting; the message names its key.</summary>
public sealed class SettingException : StartException
{
    /// <summary>Without a reason.</summary>
    public SettingException() { }

    /// <summary>With the sentence to print.</summary>
    public SettingException(string message) : base(message) { }

    /// <summary>With the sentence to print and what lies behind it.</summary>
    public SettingException(string message, Exception innerException) : base(message, innerException) { }
}
