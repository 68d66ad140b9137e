using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MosaicAdmin.Tests.Faults;

/// <summary>Stands between the app and a server on loopback and delays what is answered, or cuts what is asked.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>How many bytes it passes on at once, by which it cuts late.</summary>
    public const int Chunk = 1 << 16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _pumps = [];
    private readonly Task _accepting;
    private readonly string _server;

    public TcpProxy(string server)
    {
        _server = server;
        _listener.Start();
        Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = Accept();
    }

    public string Address { get; }

    /// <summary>How long each answer is kept back.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Cuts the line, as a mast out of reach does, when a client's connection has sent so many bytes; 0 for a line that is down.</summary>
    public long CutAfter { get; set; } = long.MaxValue;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_pumps);
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _pumps.Add(Join(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task Join(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPEndPoint.Parse(_server), _end.Token);
                await Task.WhenAny(Pump(client.GetStream(), server.GetStream(), late: false), Pump(server.GetStream(), client.GetStream(), late: true));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
            }
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, bool late)
    {
        var buffer = new byte[Chunk];
        try
        {
            int read;
            for (var sum = 0L; (late || sum < CutAfter) && (read = await from.ReadAsync(buffer, _end.Token)) > 0; sum += read)
            {
                await Task.Delay(late ? Delay : TimeSpan.Zero, _end.Token);
                await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }
    }
}
