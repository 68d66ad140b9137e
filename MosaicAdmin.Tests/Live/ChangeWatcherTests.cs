using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MosaicAdmin.Audit;
using MosaicAdmin.Live;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Live;

/// <summary>Pages hear of changes nobody announced.</summary>
public sealed class ChangeWatcherTests : IAsyncLifetime
{
    private readonly LiveFeed _live = new();
    private TestTables _tables = null!;
    private ChangeWatcher _watcher = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        _watcher = new ChangeWatcher(_tables.Databases, _live, TimeProvider.System, NullLogger<ChangeWatcher>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _watcher.Dispose();
        await _tables.DisposeAsync();
    }

    [Fact]
    public async Task A_window_that_changes_comes_or_goes_is_told_and_no_other()
    {
        var (changed, quiet, gone, fresh) = (await Open(), await Open(), await Open(), Guid.CreateVersion7());
        await _watcher.Poll(Stop);
        using var heard = _live.Subscribe(s => s is WindowChanged w && w.SubjectId == quiet);
        using var changes = _live.Subscribe(s => s is WindowChanged w && w.SubjectId == changed);
        using var goings = _live.Subscribe(s => s is WindowChanged w && w.SubjectId == gone);
        using var comings = _live.Subscribe(s => s is WindowChanged w && w.SubjectId == fresh);

        await using (var db = _tables.Open())
        {
            await db.Windows.Where(w => w.SubjectId == changed).ExecuteUpdateAsync(set => set.SetProperty(w => w.Version, w => w.Version + 1), Stop);
            await db.Windows.Where(w => w.SubjectId == gone).ExecuteDeleteAsync(Stop);
        }

        await Open(fresh);
        await _watcher.Poll(Stop);

        Assert.Equal((true, true, true, false), (changes.TakeNews(), goings.TakeNews(), comings.TakeNews(), heard.TakeNews()));
        await _watcher.Poll(Stop);
        Assert.False(changes.TakeNews());
    }

    [Fact]
    public async Task An_act_nobody_here_was_told_of_makes_pages_read_again()
    {
        await _watcher.Poll(Stop);
        using var heard = _live.Subscribe(s => s is CatchUp);
        await Act();
        await _watcher.Poll(Stop);
        Assert.True(heard.TakeNews());

        await _watcher.Poll(Stop);
        Assert.False(heard.TakeNews());
    }

    [Fact]
    public async Task An_act_that_was_announced_does_not()
    {
        await _watcher.Poll(Stop);
        using var heard = _live.Subscribe(s => s is CatchUp);
        await Act();
        _live.Publish(new MosaicAdmin.Playlists.PlaylistChanged(Guid.CreateVersion7()));
        await _watcher.Poll(Stop);

        Assert.False(heard.TakeNews());
    }

    private async Task<Guid> Open(Guid? id = null)
    {
        await using var db = _tables.Open();
        var window = new Window { SubjectId = id ?? Guid.CreateVersion7() };
        db.Windows.Add(window);
        await db.SaveChangesAsync(Stop);
        return window.SubjectId;
    }

    private Task<int> Act() => _tables.Lane.Run(
        async (write, ct) =>
        {
            write.Audit("admin@mosaic.test", "playlist.rename", Guid.CreateVersion7());
            await write.Db.SaveChangesAsync(ct);
            return 0;
        },
        Stop);
}
