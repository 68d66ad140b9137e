using System.Collections.Concurrent;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MosaicAdmin.Data;
using MosaicAdmin.Live;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Live;

/// <summary>
/// Invariant 10 of <c>architecture.md</c>: five seconds after the last change every open page shows the row's state, even if every live message
/// was dropped. Here nobody announces anything, as if another node had made all changes and Redis had swallowed each message.
/// </summary>
public sealed class PagesFollowTests : BunitContext, IAsyncLifetime
{
    private const int Pages = 40;
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    private readonly LiveFeed _live = new();
    private readonly ConcurrentDictionary<Guid, long> _windowShown = new();
    private readonly ConcurrentDictionary<Guid, string> _tasksShown = new();
    private TestWindows _windows = null!;
    private ChangeWatcher _watcher = null!;
    private SignalTail _tail = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private IDbContextFactory<MosaicDb> Databases => _windows.Get<IDbContextFactory<MosaicDb>>();

    public async ValueTask InitializeAsync()
    {
        Services.AddSingleton(_live).AddSingleton(TimeProvider.System);
        _windows = await TestWindows.Create(("Mosaic:Window", "00:00:30"), ("Mosaic:MaxWait", "00:02:00"));
        _watcher = new ChangeWatcher(Databases, _live, TimeProvider.System, NullLogger<ChangeWatcher>.Instance);
        _tail = new SignalTail(Databases, _live, TimeProvider.System, NullLogger<SignalTail>.Instance);
        await _watcher.StartAsync(Stop);
        await _tail.StartAsync(Stop);
        await _tail.Started;
    }

    [Fact]
    public async Task Invariant10_every_open_page_shows_its_row_five_seconds_after_the_last_change_though_nothing_was_announced()
    {
        var subjects = await Task.WhenAll(Enumerable.Range(0, Pages).Select(_ => _windows.Window()));
        foreach (var subject in subjects)
        {
            Render<OnSignal<WindowChanged>>(p => p.Add(c => c.Where, w => w.SubjectId == subject)
                .Add(c => c.Do, async () => _windowShown[subject] = (await _windows.Window(subject)).Version));
            Render<OnSignal<TaskSignal>>(p => p.Add(c => c.Where, s => s.Task.SubjectId == subject)
                .Add(c => c.Do, async () => _tasksShown[subject] = await States(subject)));
        }

        await Eventually.True(() => _windowShown.Count == Pages && _tasksShown.Count == Pages);
        var random = new Random(10);
        for (var round = 0; round < 3; round++)
        {
            for (var change = 0; change < 4 * Pages; change++)
            {
                await Change(subjects[random.Next(Pages)], random.Next(6));
            }

            var windows = (await Task.WhenAll(subjects.Select(_windows.Window))).ToDictionary(w => w.SubjectId, w => w.Version);
            var tasks = new Dictionary<Guid, string>();
            foreach (var subject in subjects)
            {
                tasks[subject] = await States(subject);
            }

            await Eventually.Get(
                () => Task.FromResult(subjects.Count(s => _windowShown[s] != windows[s] || _tasksShown[s] != tasks[s])), stale => stale == 0, Promise);
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await _watcher.StopAsync(CancellationToken.None);
        await _tail.StopAsync(CancellationToken.None);
        _watcher.Dispose();
        _tail.Dispose();
        await _windows.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task<string> States(Guid subject)
    {
        await using var db = await _windows.Open();
        return string.Join(' ', await db.Tasks.Where(t => t.SubjectId == subject).OrderBy(t => t.Id).Select(t => t.State).ToListAsync(Stop));
    }

    private Task<bool> Change(Guid subject, int what) => _windows.Lane.Run(
        async (write, ct) =>
        {
            var keeper = _windows.Keeper;
            var window = await write.Db.Windows.SingleAsync(w => w.SubjectId == subject, ct);
            switch (what)
            {
                case 0: await keeper.Cancel(write, window, "admin", null, ct); break;
                case 1: await keeper.Force(write, window, "admin", ct); break;
                case 2 when await keeper.Take(write, subject, new NodeName("other:1"), "fire", ct) is { Claim: { } claim }:
                    await _windows.Get<FinishRun>().Close(write, claim, new TaskResult(Changed: true), ct);
                    break;
                default: await keeper.Touch(write, subject, "editor", null, ct); break;
            }

            return true;
        },
        Stop);
}
