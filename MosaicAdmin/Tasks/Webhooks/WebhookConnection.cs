using System.Net;
using System.Net.Sockets;

namespace MosaicAdmin.Tasks;

/// <summary>The endpoint's name leads to an address that must not be posted to.</summary>
public sealed class PrivateAddressException(string host) : Exception($"{host} is no public address.");

/// <summary>
/// Connects to the endpoint. The name is resolved here and the address that was checked is the one connected to, so that a name which is
/// answered differently a moment later leads nowhere else. Proxies are not used: they would connect on the server's behalf, unchecked.
/// </summary>
public static class WebhookConnection
{
    public static HttpClient Client(WebhookOptions options) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxResponseDrainSize = 64 * 1024,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => Connect(context.DnsEndPoint, options.AllowPrivate, cancellationToken),
    })
    {
        // Each attempt has its own limit, given by the pipeline.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async ValueTask<Stream> Connect(DnsEndPoint endPoint, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => allowPrivate || PublicAddress.Includes(address));
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException(endPoint.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
