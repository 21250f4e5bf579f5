namespace XelaConnect;

/// <summary>The process cannot start. The message is one sentence for the operator; the process exits with 1.</summary>
public class StartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A setting is missing or wrong, so the process does not start. The message names its key.</summary>
public sealed class SettingException(string message, Exception? inner = null) : StartException(message, inner);
