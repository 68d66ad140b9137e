using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MosaicAdmin.Tests.Support;

/// <summary>A real redis-server on a free loopback port, keeping nothing on disk.</summary>
public sealed class RedisServer : IDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, int port)
    {
        _process = process;
        Address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    public string Address { get; }

    /// <summary>An address where none listens yet.</summary>
    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).ToString();
    }

    /// <summary>Starts one, at a free address unless another is given; skips the test where redis-server is not installed.</summary>
    public static async Task<RedisServer> Start(string? address = null)
    {
        var program = Tools.Find("redis-server");
        Assert.SkipWhen(program is null, "redis-server is not installed.");
        var port = IPEndPoint.Parse(address ?? FreeAddress()).Port;
        var process = Process.Start(new ProcessStartInfo(
            program!, ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                break;
            }
        }

        Assert.False(process.HasExited, "redis-server did not start.");
        return new RedisServer(process, port);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
