namespace XelaConnect;

/// <summary>A setting is missing or wrong, so the process does not start. The message names its key.</summary>
public sealed class SettingException : StartException
{
    /// <summary>Creates it without a message.</summary>
    public SettingException() { }

    /// <summary>Creates it with the sentence to print.</summary>
    public SettingException(string message) : base(message) { }

    /// <summary>Creates it with the sentence to print, and the cause.</summary>
    public SettingException(string message, Exception innerException) : base(message, innerException) { }
}
