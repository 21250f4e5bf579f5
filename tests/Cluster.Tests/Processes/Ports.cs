using System.Net;
using System.Net.Sockets;

namespace XelaConnect.Cluster.Tests.Processes;

/// <summary>Ports for processes that come back on them: below those the system lends to outgoing connections, so that none is taken while its owner is down.</summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Last = 31_999;
    private static int next = First + Environment.ProcessId % (Last - First);

    public static int Take()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref next) % (Last - First);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's: the next one.
            }
        }
    }
}
