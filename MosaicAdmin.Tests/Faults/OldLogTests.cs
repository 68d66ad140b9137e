using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using StackExchange.Redis;

namespace MosaicAdmin.Tests.Faults;

/// <summary>The embedded Redis comes back with an old copy of its append-only file: every key it then holds is of another time.</summary>
[Collection(FaultsCollection.Name)]
public sealed class OldLogTests : IAsyncLifetime
{
    private readonly string _address = RedisServer.FreeAddress();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-garnet-");
    private readonly Site _site;

    public OldLogTests() => _site = new Site(
        ("Redis:Embedded:Port", _address.Split(':')[1]), ("Redis:Embedded:DataPath", Log), ("Mosaic:Window", "00:10:00"), ("Mosaic:MaxWait", "01:00:00"));

    private string Log => Path.Combine(_folder.FullName, "log");

    private string OldLog => Path.Combine(_folder.FullName, "old");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Its_keys_decide_nothing_and_are_corrected()
    {
        var node = await _site.Start();
        var (published, made, cancelled) = (await node.CreatePlaylist("Published"), await node.CreatePlaylist("Made"), await node.CreatePlaylist("Cancelled"));
        var stale = new Dictionary<Guid, Guid>();
        foreach (var playlist in new[] { published, made, cancelled })
        {
            stale[playlist] = (await node.Upload(playlist, Sending.Some("First", 0))).Task;
            await KeyNames(playlist, stale[playlist]);
        }

        await node.End();
        Copy(Log, OldLog);

        node = await _site.Start();
        var (_, newer) = await node.Upload(published, Sending.Some("Second", 90));
        await KeyNames(published, newer);
        await node.Act(made, "force");
        await Eventually.Get(() => _site.Window(made), w => w!.Built == 1);
        await node.Act(cancelled, "cancel");
        await node.End();
        Directory.Delete(Log, recursive: true);
        Copy(OldLog, Log);

        node = await _site.Start();
        // All three came back wrong, or this would show nothing.
        await node.Says("3 job keys did not say what their rows say");
        await KeyNames(published, newer);
        await KeyNames(made, null);
        await KeyNames(cancelled, null);
        Assert.Equal((WindowState.Pending, 0L, (Guid?)newer), ((await _site.Window(published))!.State, (await _site.Window(published))!.Fence, (await _site.Window(published))!.TaskId));
        Assert.Equal((WindowState.Idle, 1L), ((await _site.Window(made))!.State, (await _site.Window(made))!.Fence));
        Assert.Equal((WindowState.Idle, 0L), ((await _site.Window(cancelled))!.State, (await _site.Window(cancelled))!.Fence));

        await node.Act(published, "force");
        await Eventually.Get(() => _site.Window(published), w => w!.Built == 2);
        Assert.Equal((1, 0), ((await _site.Mosaics(made)).Made, (await _site.Mosaics(cancelled)).Made));
        await _site.IsSound();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private async Task KeyNames(Guid playlist, Guid? task)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_address);
        await Eventually.Get(
            async () => (string?)await redis.GetDatabase().StringGetAsync(RedisJobKeys.Name(playlist)),
            key => task is null ? key is null : key?.Contains(task.Value.ToString(), StringComparison.Ordinal) == true);
    }
}
