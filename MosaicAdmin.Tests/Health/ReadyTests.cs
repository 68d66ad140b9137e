using System.Net;
using MosaicAdmin.Storage;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>Whether the app can take uploads, in one word, asked of the store as an upload would use it.</summary>
public sealed class ReadyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_while_the_disk_keeps_what_it_is_given_and_not_while_it_is_away()
    {
        await using var app = await AppFixture.Start(("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "None"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await Ready(app));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataRoot, "files", "probes")));
        using (Away.From(Path.Combine(app.DataRoot, "files")))
        {
            await Eventually.Get(() => Ready(app), r => r == (HttpStatusCode.ServiceUnavailable, "Unhealthy"));
        }

        await Eventually.Get(() => Ready(app), r => r == (HttpStatusCode.OK, "Healthy"));
    }

    [Fact]
    public async Task A_disk_that_can_only_be_read_is_found_out_and_asking_often_writes_once()
    {
        var root = Directory.CreateTempSubdirectory("mosaic-probe-");
        try
        {
            var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
            using var probe = new ProbeStore(new DiskFileStore(root.FullName, time), time);
            Assert.Null(await probe.Execute(Stop));

            // As root a mode stops nobody; a file where the folder must be does.
            Directory.Delete(Path.Combine(root.FullName, "probes"));
            await File.WriteAllTextAsync(Path.Combine(root.FullName, "probes"), "", Stop);
            Assert.Null(await probe.Execute(Stop));
            time.Advance(TimeSpan.FromSeconds(6));
            Assert.NotNull(await probe.Execute(Stop));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task<(HttpStatusCode Status, string Word)> Ready(AppFixture app)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        using var answer = await client.GetAsync("/health/ready", Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
