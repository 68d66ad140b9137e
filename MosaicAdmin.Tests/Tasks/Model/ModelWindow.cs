namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>A step of a history. Faults are steps too.</summary>
public enum Step
{
    Publish, PublishBatch, Pass, PassLong, Fire, Close, Throw, GiveUp, Crash, Cancel, CancelRun, Hold, Release, Force, Sweep, Mute, Unmute, LoseDatabase,
}

/// <summary>What of a window can be compared with the real row.</summary>
public sealed record Seen(long Requested, long Built, long CancelledThrough, bool Waits, bool Runs, bool Held, DateTimeOffset? DueAt, DateTimeOffset? LatestAt, int Pushes);

/// <summary>
/// What a window should do, written down a second time and on purpose differently from the real one: a list of requests with times, and who
/// has them. No tasks, no signals, no versions.
/// </summary>
public sealed class ModelWindow(TimeSpan window, TimeSpan cap, TimeSpan lease, int maxDeaths)
{
    private long _requested;
    private long _built;
    private long _cancelled;
    private bool _held;
    private bool _mute;
    private Waiting? _waiting;
    private Running? _running;
    private int _deaths;

    /// <summary>Runs that were given, from the first.</summary>
    public int Takes { get; private set; }

    public Seen Seen => new(
        _requested, _built, _cancelled, _waiting is not null, _running is not null, _held, _waiting?.Due(window, cap), _waiting?.First + cap, _waiting?.Pushes ?? 0);

    public bool HasRun => _running is not null;

    public bool Waits => _waiting is not null;

    public bool IsMute => _mute;

    public void Publish(DateTimeOffset now, bool batch)
    {
        _requested++;
        if (_mute)
        {
            _built = _requested;
            return;
        }

        var joins = batch && _waiting is { Batch: true };
        _waiting = _waiting is { } w
            ? w with { Last = now, Batch = batch, Pushes = w.Pushes + (joins ? 0 : 1), RetryAt = null, FrozenDue = null }
            : new Waiting(now, now, batch, Pushes: 1);
    }

    public void Force(DateTimeOffset now)
    {
        _requested += _waiting is null ? 1 : 0;
        _waiting ??= new Waiting(now, now, Batch: false, Pushes: 1);
        var due = _waiting.Due(window, cap);
        _waiting = _waiting with { ForcedAt = due < now ? due : now };
        _held = false;
    }

    /// <summary>True when the run must be given.</summary>
    public bool Fire(DateTimeOffset now)
    {
        Recover(now);
        if (_waiting is null || _running is not null || _held || _waiting.Due(window, cap) > now)
        {
            return false;
        }

        _running = new Running(_requested, now + lease);
        _waiting = null;
        Takes++;
        return true;
    }

    /// <summary>True when the result must be committed.</summary>
    public bool Close()
    {
        var commits = _running!.Taken > _cancelled;
        _built = !commits ? _built : _mute ? _requested : _running.Taken;
        End();
        return commits;
    }

    public void Throw(DateTimeOffset now, DateTimeOffset? retryAt)
    {
        var cancelled = _running!.Taken <= _cancelled;
        _running = null;
        _deaths = 0;
        if (!cancelled && _waiting is null && retryAt is not null)
        {
            _waiting = new Waiting(now, now, Batch: false, Pushes: 1, RetryAt: retryAt < now + cap ? retryAt : now + cap);
        }
    }

    public void Recover(DateTimeOffset now)
    {
        if (_running is not { } dead || dead.LeaseUntil > now)
        {
            return;
        }

        _running = null;
        _deaths++;
        if (_waiting is not null)
        {
            return;
        }

        if (dead.Taken > _cancelled && _deaths < maxDeaths)
        {
            _waiting = new Waiting(now, now, Batch: false, Pushes: 1, RetryAt: now);
        }
        else
        {
            _deaths = 0;
        }
    }

    public void Cancel()
    {
        (_cancelled, _waiting, _held) = (_requested, null, false);
        _deaths = _running is null ? 0 : _deaths;
    }

    public void CancelRun() => _cancelled = Math.Max(_cancelled, _running!.Taken);

    public void Hold()
    {
        _held = true;
        if (_waiting is { ForcedAt: not null } w)
        {
            _waiting = w with { ForcedAt = null, FrozenDue = w.Due(window, cap) };
        }
    }

    public void Release() => _held = false;

    public void Mute()
    {
        _mute = true;
        _cancelled = _running is null ? _cancelled : _running.Taken;
        (_built, _held, _waiting) = (_requested, false, null);
    }

    public void Unmute() => _mute = false;

    private void End() => (_running, _deaths) = (null, 0);

    /// <param name="RetryAt">Due at this moment, not a window after the last request.</param>
    /// <param name="FrozenDue">A due time that a force set and a hold took the force from.</param>
    private sealed record Waiting(
        DateTimeOffset First, DateTimeOffset Last, bool Batch, int Pushes, DateTimeOffset? RetryAt = null, DateTimeOffset? ForcedAt = null,
        DateTimeOffset? FrozenDue = null)
    {
        public DateTimeOffset Due(TimeSpan window, TimeSpan cap)
        {
            var quiet = Last + window;
            return ForcedAt ?? FrozenDue ?? RetryAt ?? (quiet < First + cap ? quiet : First + cap);
        }
    }

    private sealed record Running(long Taken, DateTimeOffset LeaseUntil);
}
