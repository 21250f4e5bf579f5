using System.Net;
using System.Net.Sockets;

namespace XelaConnect.TestKit.Processes;

/// <summary>
/// Ports for processes. They lie below those that the system lends to outgoing connections, so that none is taken while its process is down
/// and comes back to it.
/// </summary>
public static class FreePorts
{
    private const int First = 20_000;
    private const int Last = 31_999;
    private static int next = First + Environment.ProcessId % (Last - First);

    /// <summary>A loopback port that nothing listens on. No other call returns it.</summary>
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
                // In use: the next one.
            }
        }
    }
}
