namespace XelaConnect.Bench;

/// <summary>A run that cannot give a figure, with the reason in a sentence.</summary>
internal sealed class BenchException(string message) : Exception(message);
