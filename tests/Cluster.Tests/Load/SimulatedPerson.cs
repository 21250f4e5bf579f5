using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

/// <summary>A person with the state that the service has acknowledged to them.</summary>
internal sealed class SimulatedPerson(string name) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Node, LiveClient> devices = new();

    public string Name { get; } = name;

    public string Email { get; } = Person.NewEmail();

    /// <summary>Null until a sign-up was acknowledged.</summary>
    public string? Id { get; set; }

    /// <summary>Null while signed out.</summary>
    public string? Token { get; set; }

    /// <summary>Sessions that have ended.</summary>
    public List<string> DeadTokens { get; } = [];

    /// <summary>The circles they are in.</summary>
    public HashSet<string> Circles { get; } = new(StringComparer.Ordinal);

    public Person At(Node host) => new(host, Id!, Name, Email, Token!);

    /// <summary>A new session.</summary>
    public async Task<Person> SignedInAsync(Node host)
    {
        Reply? reply = null;
        // Few passwords are hashed at a time; a busy host is asked again.
        await Until.TrueAsync(
            async () =>
            !Outage.IsOutage(reply = await new Caller(host, null)
                .PostAsync("/api/auth/login", new JsonObject { ["email"] = Email, ["password"] = Person.Password })));
        return Person.Of(host, Email, reply!.Should(HttpStatusCode.OK));
    }

    /// <summary>A device connected to a host; the same one for as long as it works.</summary>
    public async Task<LiveClient> DeviceAsync(Node host)
    {
        if (devices.TryGetValue(host, out var device) && !device.IsClosed) return device;
        await LayAsideAsync(host);
        return devices[host] = await At(host).ConnectAsync();
    }

    /// <summary>A device that does not work any more.</summary>
    public async Task LayAsideAsync(Node host)
    {
        if (devices.TryRemove(host, out var device)) await device.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in devices.Keys) await LayAsideAsync(host);
    }
}
