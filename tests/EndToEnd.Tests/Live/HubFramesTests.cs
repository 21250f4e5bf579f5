using System.Net.WebSockets;
using System.Text;

namespace XelaConnect.EndToEnd.Tests.Live;

/// <summary>Hub frames that no SignalR client sends.</summary>
[Collection(SharedHost.Name)]
public sealed class HubFramesTests(SharedHost shared)
{
    [Theory]
    [InlineData("""{"type":99}""")]
    [InlineData("""{"type":-1}""")]
    [InlineData("""{"type":6}""")]
    public async Task Call_after_an_unknown_frame_is_answered(string message)
    {
        var answer = await AskAsync(message, """{"type":1,"invocationId":"1","target":"Resume","arguments":[null]}""");
        answer.ShouldContain("next_cursor");
    }

    [Theory]
    [InlineData("null"), InlineData("\"\""), InlineData("\"circle-none\""), InlineData("\"user-none\"")]
    public async Task Unwatch_of_an_unknown_circle_does_nothing(string circle)
    {
        var answer = await AskAsync($$"""{"type":1,"invocationId":"1","target":"UnwatchCircle","arguments":[{{circle}}]}""");
        answer.ShouldNotContain("error");
    }

    /// <summary>Sends all of it at once, and reads the answer to call 1.</summary>
    private async Task<string> AskAsync(params string[] messages)
    {
        var ada = await Person.SignUpAsync(shared.Process);
        using var deadline = new CancellationTokenSource(Until.Patience);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{shared.Process.Address.Authority}/hubs/live?access_token={ada.Token}"), deadline.Token);
        var all = string.Concat(messages.Prepend("""{"protocol":"json","version":1}""").Select(message => message + '\u001e'));
        await socket.SendAsync(Encoding.UTF8.GetBytes(all), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
        var (heard, buffer) = (new StringBuilder(), new byte[4096]);
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, deadline.Token);
            received.MessageType.ShouldBe(WebSocketMessageType.Text);
            heard.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            if (heard.ToString().Split('\u001e')
                .FirstOrDefault(message => message.StartsWith("{\"type\":3", StringComparison.Ordinal)) is { } answer) return answer;
        }
    }
}
