namespace XelaConnect.ApiHost.Http;

/// <summary>Decides who comes in: recognises the session, applies the limits, asks for a session where the endpoint does.</summary>
internal sealed class Gate;
