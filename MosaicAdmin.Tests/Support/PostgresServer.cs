using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MosaicAdmin.Tests.Support;

/// <summary>A real PostgreSQL on a free loopback port, in a folder of its own that goes with it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _bin;
    private readonly DirectoryInfo _folder;
    private readonly int _port;

    private PostgresServer(string bin, DirectoryInfo folder, int port)
    {
        (_bin, _folder, _port) = (bin, folder, port);
        ConnectionString = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=mosaic;Database=postgres");
    }

    public string ConnectionString { get; }

    /// <summary>Starts one; skips the test where PostgreSQL is not installed or may not be run.</summary>
    public static async Task<PostgresServer> Start()
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists($"{d}/initdb"))
            : null;
        Assert.SkipWhen(bin is null, "PostgreSQL is not installed.");
        Assert.SkipWhen(Environment.UserName == "root" && Tools.Find("runuser") is null, "PostgreSQL does not run as root, and there is no runuser.");

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var folder = Directory.CreateTempSubdirectory("mosaic-postgres-");
        var server = new PostgresServer(bin!, folder, port);
        if (Environment.UserName == "root")
        {
            await Run("chown", "postgres", folder.FullName);
        }

        await server.AsOwner("initdb", "-D", server.Data, "-U", "mosaic", "--auth=trust", "--no-sync");
        await server.Restart();
        return server;
    }

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public Task Crash() => AsOwner("pg_ctl", "-D", Data, "-m", "immediate", "stop");

    /// <summary>Starts it on what it kept.</summary>
    public Task Restart() => AsOwner(
        "pg_ctl", "-D", Data, "-w", "-l", $"{Data}/log", "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {_port} -c listen_addresses=127.0.0.1 -c fsync=off -k {_folder.FullName}"), "start");

    public async ValueTask DisposeAsync()
    {
        await Crash();
        _folder.Delete(recursive: true);
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private Task AsOwner(string program, params string[] arguments) => Environment.UserName == "root"
        ? Run("runuser", ["-u", "postgres", "--", Path.Combine(_bin, program), .. arguments])
        : Run(Path.Combine(_bin, program), arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        // Its output is not read: the server started by pg_ctl would keep such a pipe open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
