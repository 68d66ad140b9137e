using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>
/// Reads the record of signals as it grows, once for all watchers of this node, and keeps its end in memory. It reads when it hears of a
/// signal and once a second besides, so a signal recorded by another node, or one whose live message was dropped, is only a moment
/// late; pages are then told of it as if they had heard it.
/// </summary>
public sealed partial class SignalTail(
    IDbContextFactory<MosaicDb> databases, LiveFeed live, TimeProvider time, ILogger<SignalTail> logger) : BackgroundService
{
    private const int Kept = 2_000;
    private const int ReadAtOnce = 1_000;

    /// <summary>How far back a start looks for rows whose neighbours may not be committed yet.</summary>
    private const int StartBehind = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a gap in the numbers is waited for.</summary>
    internal static readonly TimeSpan Hold = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly UnheardSignals _unheard = new(time);
    private readonly Lock _lock = new();
    private readonly List<RecordedSignal> _rows = [];
    private SettledSequence? _settled;
    private long _keptAfter;
    private long _through;

    /// <summary>Done once the end of the record is known.</summary>
    public Task Started => _started.Task;

    /// <summary>Every signal up to here may be read.</summary>
    public long Through => Interlocked.Read(ref _through);

    /// <summary>Reads soon.</summary>
    public void Nudge() => _nudges.Writer.TryWrite(true);

    /// <summary>Notes that pages were told of a signal, and reads soon.</summary>
    internal void Announced(TaskSignal signal)
    {
        _unheard.Heard(signal.Sequence);
        Nudge();
    }

    /// <summary>The kept rows after <paramref name="cursor"/>; null when they no longer are.</summary>
    internal IReadOnlyList<RecordedSignal>? After(long cursor)
    {
        lock (_lock)
        {
            if (cursor < _keptAfter)
            {
                return null;
            }

            var first = _rows.Count;
            while (first > 0 && _rows[first - 1].Id > cursor)
            {
                first--;
            }

            return _rows[first..];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Read(stoppingToken))
                {
                }
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogBadTurn(error);
            }

            await NextTurn(stoppingToken);
        }
    }

    /// <summary>One turn; true when there is more to read at once.</summary>
    private async Task<bool> Read(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        _settled ??= await Start(db, cancellationToken);
        var from = _settled.Through;
        var found = await db.Signals.AsNoTracking().Where(s => s.Id > from).OrderBy(s => s.Id).Take(ReadAtOnce).ToListAsync(cancellationToken);
        _settled.Advance(found.ConvertAll(s => s.Id));
        var settled = found.FindAll(s => s.Id <= _settled.Through);
        Keep(settled);
        _unheard.Read(settled);
        foreach (var signal in _unheard.Due())
        {
            live.Publish(signal);
        }

        if (_settled.Through > from)
        {
            live.Publish(new SignalsSettled(_settled.Through));
        }

        _started.TrySetResult();
        return found.Count == ReadAtOnce && settled.Count > 0;
    }

    private async Task<SettledSequence> Start(MosaicDb db, CancellationToken cancellationToken)
    {
        var last = await db.Signals.MaxAsync(s => (long?)s.Id, cancellationToken) ?? 0;
        _keptAfter = Math.Max(0, last - StartBehind);
        _unheard.StartAfter(last);
        return new SettledSequence(_keptAfter, Hold, time);
    }

    private void Keep(List<RecordedSignal> settled)
    {
        lock (_lock)
        {
            _rows.AddRange(settled);
            if (_rows.Count > 2 * Kept)
            {
                _keptAfter = _rows[^(Kept + 1)].Id;
                _rows.RemoveRange(0, _rows.Count - Kept);
            }

            Interlocked.Exchange(ref _through, _settled!.Through);
        }
    }

    private async Task NextTurn(CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var nudged = _nudges.Reader.ReadAsync(wait.Token).AsTask();
        await Task.WhenAny(nudged, Task.Delay(Interval, time, wait.Token));
        await wait.CancelAsync();

        // Signals come in handfuls; one read takes them all.
        await Task.Delay(Gather, time, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "The record of signals could not be read; it is read again in a moment")]
    private partial void LogBadTurn(Exception error);
}
