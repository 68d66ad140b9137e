using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Health;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>Whom the healer publishes again, when, and how many at once; on real rows and a real disk, with a clock that only moves when told.</summary>
public sealed class StorageHealerTests : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mosaic-heal-");
    private TestWindows _tables = null!;
    private ProbeStore _probe = null!;
    private StorageHealer _healer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestWindows.Create();
        var databases = _tables.Get<IDbContextFactory<MosaicDb>>();
        _probe = new ProbeStore(new DiskFileStore(Path.Combine(_root.FullName, "files"), _tables.Time), _tables.Time);
        var publish = new PublishAgain(_tables.Lane, _tables.Keeper, _tables.Get<Alarm>());
        _healer = new StorageHealer(
            databases, _probe, publish, _tables.Get<IOptions<WindowOptions>>(), _tables.Time, NullLogger<StorageHealer>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _healer.Dispose();
        _probe.Dispose();
        await _tables.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Nothing_is_published_while_the_store_is_away_and_never_what_failed_for_another_reason()
    {
        var (store, other) = (await _tables.Window(), await _tables.Window());
        await Fail(store, new StoreFailedException("Away."));
        await Fail(other, new InvalidOperationException("Broken."));
        using (Away.From(Path.Combine(_root.FullName, "files")))
        {
            await _healer.Poll(Stop);
            Assert.Equal(WindowState.Failed, (await _tables.Window(store)).State);
        }

        _tables.Time.Advance(TimeSpan.FromSeconds(15));
        await _healer.Poll(Stop);
        Assert.Equal((WindowState.Pending, WindowState.Failed), ((await _tables.Window(store)).State, (await _tables.Window(other)).State));
        Assert.Equal(_tables.Time.GetUtcNow(), (await _tables.Window(store)).DueAt);
    }

    [Fact]
    public async Task What_fails_again_though_the_store_answers_is_left_alone_for_a_while()
    {
        var id = await _tables.Window();
        await Fail(id, new StoreFailedException("One block is broken."));
        await _healer.Poll(Stop);
        await TakeAndFail(id, new StoreFailedException("One block is broken."));

        _tables.Time.Advance(TimeSpan.FromMinutes(9));
        await _healer.Poll(Stop);
        Assert.Equal(WindowState.Failed, (await _tables.Window(id)).State);
        _tables.Time.Advance(TimeSpan.FromMinutes(2));
        await _healer.Poll(Stop);
        Assert.Equal(WindowState.Pending, (await _tables.Window(id)).State);
    }

    [Fact]
    public async Task Many_come_twenty_at_a_time_the_longest_waiting_first()
    {
        var all = new List<Guid>();
        for (var i = 0; i < 23; i++)
        {
            all.Add(await _tables.Window());
            await Fail(all[^1], new StoreFailedException("Away."));
        }

        await _healer.Poll(Stop);
        Assert.Equal(all[20..].Order(), await Failed());
        await _healer.Poll(Stop);
        Assert.Empty(await Failed());
        await using var db = await _tables.Open();
        Assert.Equal(["""{"playlists":20}""", """{"playlists":3}"""], await db.Audit.OrderBy(a => a.Id).Select(a => a.Data).ToListAsync(Stop));
    }

    private async Task<List<Guid>> Failed()
    {
        await using var db = await _tables.Open();
        return [.. (await db.Windows.Where(w => w.State == WindowState.Failed).Select(w => w.SubjectId).ToListAsync(Stop)).Order()];
    }

    private async Task Fail(Guid id, Exception error)
    {
        await _tables.Publish(id);
        _tables.Time.Advance(TimeSpan.FromHours(1));
        await TakeAndFail(id, error);
    }

    private async Task TakeAndFail(Guid id, Exception error)
    {
        var taking = await _tables.Lane.Run((write, ct) => _tables.Keeper.Take(write, id, new NodeName("here"), "firing", ct), Stop);
        await _tables.Lane.Run((write, ct) => _tables.Get<FinishRun>().Fail(write, taking.Claim!, error, retryAt: null, timedOut: false, ct), Stop);
    }
}
