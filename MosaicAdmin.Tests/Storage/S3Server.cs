using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Tests.Storage;

/// <summary>python's <c>moto_server</c> with one bucket, where it is installed; without it the tests that need it are skipped.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private Process? _process;

    /// <summary>Why there is no server; null when there is.</summary>
    public string? Missing { get; private set; }

    public S3Options Options { get; } = new() { Bucket = "mosaic", AccessKey = "test", SecretKey = "test", ForcePathStyle = true };

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        Options.ServiceUrl = $"http://127.0.0.1:{port}";
        try
        {
            _process = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{port}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            Missing = "moto_server (pip install 'moto[server]') is not installed: there is no S3 server to test against.";
            return;
        }

        _process!.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await MakeBucket();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private async Task MakeBucket()
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(Options.AccessKey, Options.SecretKey),
            new AmazonS3Config { ServiceURL = Options.ServiceUrl, ForcePathStyle = true, MaxErrorRetry = 0 });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await client.PutBucketAsync(Options.Bucket, limit.Token);
                return;
            }
            catch (Exception notUp) when (notUp is HttpRequestException or AmazonClientException)
            {
                Assert.False(_process!.HasExited, "moto_server ended before it answered.");
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
