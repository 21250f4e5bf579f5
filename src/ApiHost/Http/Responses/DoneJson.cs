namespace XelaConnect.ApiHost.Http;

/// <summary>The answer to a write that has nothing to show but that it is done.</summary>
internal sealed record DoneJson(string Message);
