using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace XelaConnect.Bench;

/// <summary>A run that cannot give a figure, with the reason in a sentence.</summary>
internal sealed class BenchException(string message) : Exception(message)
{
    /// <summary>True for what a server that is down, slow or off its contract leads to; anything else is the harness's own bug.</summary>
    public static bool IsFailureOfTheRun(Exception e) =>
        e is BenchException or ProcessFailedException or IOException or SocketException or HttpRequestException or WebSocketException
            or TimeoutException
            or JsonException or KeyNotFoundException or ObjectDisposedException;
}
