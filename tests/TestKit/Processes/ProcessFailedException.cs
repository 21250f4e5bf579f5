namespace XelaConnect.TestKit.Processes;

/// <summary>A process did not start, or ended otherwise than it should. The message holds its last lines.</summary>
public sealed class ProcessFailedException(string message, Exception? inner = null) : Exception(message, inner);
