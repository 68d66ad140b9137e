using Microsoft.Extensions.Logging.Abstractions;
using MosaicAdmin.Live;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using MosaicAdmin.Tests.Tasks;

namespace MosaicAdmin.Tests.Live;

public sealed class SignalTailTests : IAsyncLifetime
{
    private static readonly TaskRef Mine = new(Guid.CreateVersion7(), "mosaic.create", Guid.CreateVersion7());

    private readonly LiveFeed _live = new();
    private TestTables _tables = null!;
    private SignalTail _tail = null!;
    private WatchSignals _watch = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        _tables.Oracle.ExcuseAll();
        _tail = new SignalTail(_tables.Databases, _live, TimeProvider.System, NullLogger<SignalTail>.Instance);
        _watch = new WatchSignals(_tables.Databases, _tail, _live);
    }

    public async ValueTask DisposeAsync()
    {
        await _tail.StopAsync(CancellationToken.None);
        _tail.Dispose();
        await _tables.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_cursor_only_what_comes_is_streamed()
    {
        await _tables.Databases.Record(Row(1), Row(2));
        await using var watcher = await Watch(new WatchRequest());
        await _tables.Databases.Record(Row(3), Row(4));

        Assert.Equal([3, 4], await watcher.Take(2));
    }

    [Fact]
    public async Task From_a_cursor_nothing_is_missed_however_far_back_it_lies()
    {
        await _tables.Databases.Record([.. Enumerable.Range(1, 1500).Select(id => Row(id))]);
        await using var watcher = await Watch(new WatchRequest(After: 3));
        await _tables.Databases.Record(Row(1501));

        Assert.Equal(Enumerable.Range(4, 1498).Select(id => (long)id), await watcher.Take(1498));
    }

    [Fact]
    public async Task A_number_that_is_committed_late_is_waited_for()
    {
        await using var watcher = await Watch(new WatchRequest(After: 0));
        await _tables.Databases.Record(Row(1), Row(3));
        Assert.Equal([1], await watcher.Take(1));
        await _tables.Databases.Record(Row(2));

        Assert.Equal([2, 3], await watcher.Take(2));
    }

    [Fact]
    public async Task A_number_that_never_comes_holds_nothing_up_for_long()
    {
        await using var watcher = await Watch(new WatchRequest(After: 0));
        var from = TimeProvider.System.GetTimestamp();
        await _tables.Databases.Record(Row(1), Row(4));

        Assert.Equal([1, 4], await watcher.Take(2));
        Assert.InRange(TimeProvider.System.GetElapsedTime(from), SignalTail.Hold, SignalTail.Hold + TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Writers_at_once_are_all_heard_once_and_in_order()
    {
        await using var watcher = await Watch(new WatchRequest(After: 0));
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    await _tables.Lane.Run(
                        async (write, ct) =>
                        {
                            write.Db.Signals.Add(Row(0));
                            await write.Db.SaveChangesAsync(ct);
                            return 0;
                        },
                        Stop);
                    _tail.Nudge();
                }
            },
            Stop));

        var heard = watcher.Take(200);
        await Task.WhenAll(writers);

        Assert.Equal(Enumerable.Range(1, 200).Select(id => (long)id), await heard);
    }

    [Fact]
    public async Task Filters_pass_only_what_was_asked_for_old_and_new()
    {
        var other = new TaskRef(Guid.CreateVersion7(), "mosaic.create", Guid.CreateVersion7());
        RecordedSignal[] Mixed() =>
        [
            TaskSeeds.Row(new TaskPrerun(Mine, 1, 1)), TaskSeeds.Row(new TaskPostrun(Mine, "failed")),
            TaskSeeds.Row(new TaskPrerun(other, 1, 1)), TaskSeeds.Row(new TaskPostrun(other, "failed")),
        ];
        await _tables.Databases.Record([.. Enumerable.Range(0, 60).SelectMany(_ => Mixed())]);
        await using var watcher = await Watch(new WatchRequest(Task: other.Id, Playlist: other.SubjectId, Kinds: ["postrun"], After: 0));
        await _tables.Databases.Record(Mixed());

        Assert.Equal(Enumerable.Range(1, 61).Select(i => i * 4L), await watcher.Take(61));
    }

    [Fact]
    public async Task Pages_are_told_of_what_they_were_not_told()
    {
        await _tail.StartAsync(Stop);
        await _tail.Started;
        using var page = _live.Subscribe(s => s is TaskSuccess success && success.Task == Mine);
        await _tables.Databases.Record(TaskSeeds.Row(new TaskSuccess(Mine, "made", 5, 7)));

        var told = await First<TaskSuccess>(page);

        Assert.Equal(("made", 5, 7, 1, "node-a:1"), (told.Result, told.Bytes, told.Milliseconds, told.Sequence, told.Node));
    }

    [Fact]
    public async Task Pages_are_not_told_twice()
    {
        await _tail.StartAsync(Stop);
        await _tail.Started;
        using var page = _live.Subscribe(s => s is TaskSignal);
        await _tables.Databases.Record(TaskSeeds.Row(new TaskPrerun(Mine, 1, 1)), TaskSeeds.Row(new TaskPostrun(Mine, "failed")));
        _tail.Announced(new TaskPrerun(Mine, 1, 1) { Sequence = 1 });

        // The second was not announced: once it is told, the first would have been told too.
        Assert.Equal(2, (await First<TaskSignal>(page)).Sequence);
    }

    [Fact]
    public async Task A_kind_this_version_does_not_know_makes_every_page_read_again()
    {
        await _tail.StartAsync(Stop);
        await _tail.Started;
        using var page = _live.Subscribe(s => s is CatchUp);
        var row = TaskSeeds.Row(new TaskPrerun(Mine, 1, 1));
        await _tables.Databases.Record(new RecordedSignal
        {
            TaskId = row.TaskId, SubjectId = row.SubjectId, TaskName = row.TaskName, Kind = "from_the_future", Side = row.Side, At = row.At, Node = row.Node, Data = "{}",
        });

        await First<CatchUp>(page);
    }

    private static async Task<T> First<T>(LiveSubscription page)
        where T : Signal
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        await foreach (var signal in page.News(patience.Token))
        {
            return (T)signal;
        }

        throw new InvalidOperationException("The feed ended.");
    }

    private static RecordedSignal Row(long id) => TaskSeeds.Row(new TaskPrerun(Mine, 1, 1), id: id);

    private async Task<Watcher> Watch(WatchRequest request)
    {
        await _tail.StartAsync(Stop);
        await _tail.Started;
        return new Watcher(_watch.Execute(request, Stop));
    }

    /// <summary>Reads a stream as a client would, from the moment it is made.</summary>
    private sealed class Watcher : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SignalNews> _stream;
        private Task<bool> _next;

        public Watcher(IAsyncEnumerable<SignalNews> stream)
        {
            _stream = stream.GetAsyncEnumerator(Stop);
            _next = _stream.MoveNextAsync().AsTask();
        }

        public async Task<List<long>> Take(int count)
        {
            var taken = new List<long>();
            while (taken.Count < count)
            {
                Assert.True(await _next.WaitAsync(TimeSpan.FromSeconds(20), Stop));
                taken.Add(_stream.Current.Sequence);
                _next = _stream.MoveNextAsync().AsTask();
            }

            return taken;
        }

        // The reading that still waits ends with the test's own token.
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
