using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Garnet;

namespace MosaicAdmin.Tasks;

/// <summary>A Redis server inside this process, on loopback. When it cannot start the app runs on without job keys.</summary>
public sealed partial class EmbeddedGarnet : IDisposable
{
    private readonly GarnetServer? _server;

    public EmbeddedGarnet(EmbeddedRedisOptions options, string dataPath, ILoggerFactory loggers)
    {
        var port = options.Port == 0 ? FreePort() : options.Port;
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        var logger = loggers.CreateLogger<EmbeddedGarnet>();
        try
        {
            _server = new GarnetServer(
            [
                "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--lua", "true", "-q", "true",
                "--memory", "16m", "--page", "1m", "--index", "1m", "--device-type", "RandomAccess", "--recover", "true",
                "--aof", "true", "--aof-memory", "8m", "--aof-page-size", "2m", "--aof-segment-size", "16m", "--checkpointdir", dataPath,
            ]);
            _server.Start();
            LogStarted(logger, ConnectionString);
        }
        catch (Exception error)
        {
            LogFailed(logger, error, ConnectionString);
        }
    }

    public string ConnectionString { get; }

    public void Dispose() => _server?.Dispose();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LoggerMessage(LogLevel.Information, "Embedded Redis listens on {Address}")]
    private static partial void LogStarted(ILogger logger, string address);

    [LoggerMessage(LogLevel.Error, "Embedded Redis could not start on {Address}; uploads and mosaics go on without job keys")]
    private static partial void LogFailed(ILogger logger, Exception error, string address);
}
