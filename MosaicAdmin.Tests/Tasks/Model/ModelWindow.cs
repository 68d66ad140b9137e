namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>What of a window can be compared with the real row.</summary>
public sealed record Seen(long Requested, long Built, long CancelledThrough, bool Waits, bool Runs, bool Held, DateTimeOffset? DueAt, DateTimeOffset? LatestAt, int Pushes);

/// <summary>A run that was given. Whoever holds one may be wrong about its being the one that counts.</summary>
/// <param name="Taken">The revision it builds.</param>
/// <param name="LeaseUntil">Past this moment it may be given again.</param>
public sealed record ModelRun(long Taken, DateTimeOffset LeaseUntil);

/// <summary>
/// What a window should do, written down a second time and on purpose differently from the real one: a list of requests with times, and who
/// has them. No tasks, no signals, no versions.
/// </summary>
public sealed class ModelWindow(ModelRules rules)
{
    private long _requested;
    private long _built;
    private long _cancelled;
    private Waiting? _waiting;
    private int _deaths;

    public Seen Seen => new(
        _requested, _built, _cancelled, _waiting is not null, Running is not null, Held, DueAt, _waiting?.First + rules.MaxWait, _waiting?.Pushes ?? 0);

    public ModelRun? Running { get; private set; }

    public bool Held { get; private set; }

    public bool Mute { get; private set; }

    /// <summary>Some request was given up, by its own body or by the death of its processes.</summary>
    public bool GaveUp { get; private set; }

    public bool Waits => _waiting is not null;

    public DateTimeOffset? DueAt => _waiting?.Due(rules);

    /// <summary>What waits was forced or is tried again, so its take is not one a publish caused by itself.</summary>
    public bool IsExtra => _waiting is { ForcedAt: not null } or { FrozenDue: not null } or { RetryAt: not null };

    /// <summary>Something is still to be run, and nobody has asked it to wait.</summary>
    public bool Owes => Running is not null || (Waits && !Held);

    public void Publish(DateTimeOffset now, bool batch)
    {
        _requested++;
        if (Mute)
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
        var due = _waiting.Due(rules);
        _waiting = _waiting with { ForcedAt = due < now ? due : now };
        Held = false;
    }

    /// <summary>The run, when it must be given.</summary>
    public ModelRun? Take(DateTimeOffset now)
    {
        if (_waiting is null || Running is not null || Held || _waiting.Due(rules) > now)
        {
            return null;
        }

        _waiting = null;
        return Running = new ModelRun(_requested, now + rules.Lease);
    }

    /// <summary>True when the result must be committed.</summary>
    public bool Close(ModelRun run)
    {
        if (!ReferenceEquals(run, Running))
        {
            return false;
        }

        var commits = run.Taken > _cancelled;
        _built = !commits ? _built : Mute ? _requested : run.Taken;
        (Running, _deaths) = (null, 0);
        return commits;
    }

    /// <summary>True when the run is tried again.</summary>
    public bool Throw(ModelRun run, DateTimeOffset now, DateTimeOffset? retryAt)
    {
        if (!ReferenceEquals(run, Running))
        {
            return false;
        }

        (Running, _deaths) = (null, 0);
        if (run.Taken <= _cancelled || _waiting is not null)
        {
            return false;
        }

        GaveUp |= retryAt is null;
        _waiting = retryAt is { } eta
            ? new Waiting(now, now, Batch: false, Pushes: 1, RetryAt: eta < now + rules.MaxWait ? eta : now + rules.MaxWait)
            : null;
        return retryAt is not null;
    }

    /// <summary>True when a dead run was cleared away.</summary>
    public bool Recover(DateTimeOffset now)
    {
        if (Running is not { } dead || dead.LeaseUntil > now)
        {
            return false;
        }

        Redo(dead, now, now);
        return true;
    }

    /// <summary>Something outside the body went wrong: as if its process had died, but known at once.</summary>
    public void Break(ModelRun run, DateTimeOffset now, DateTimeOffset again)
    {
        if (ReferenceEquals(run, Running) && run.Taken <= _cancelled)
        {
            (Running, _deaths) = (null, 0);
        }
        else if (ReferenceEquals(run, Running))
        {
            Redo(run, now, again);
        }
    }

    public void Cancel()
    {
        (_cancelled, _waiting, Held) = (_requested, null, false);
        _deaths = Running is null ? 0 : _deaths;
    }

    public void CancelRun() => _cancelled = Math.Max(_cancelled, Running!.Taken);

    public void Hold()
    {
        Held = true;
        if (_waiting is { ForcedAt: not null } w)
        {
            _waiting = w with { ForcedAt = null, FrozenDue = w.Due(rules) };
        }
    }

    public void Release() => Held = false;

    public void Silence()
    {
        Mute = true;
        _cancelled = Running is null ? _cancelled : Running.Taken;
        (_built, Held, _waiting) = (_requested, false, null);
    }

    public void Speak() => Mute = false;

    private void Redo(ModelRun dead, DateTimeOffset now, DateTimeOffset again)
    {
        Running = null;
        _deaths++;
        if (_waiting is not null)
        {
            return;
        }

        if (dead.Taken > _cancelled && _deaths < rules.MaxDeaths)
        {
            _waiting = new Waiting(now, now, Batch: false, Pushes: 1, RetryAt: again);
            return;
        }

        GaveUp |= dead.Taken > _cancelled;
        _deaths = 0;
    }

    /// <param name="RetryAt">Due at this moment, not a window after the last request.</param>
    /// <param name="FrozenDue">A due time that a force set and a hold took the force from.</param>
    private sealed record Waiting(
        DateTimeOffset First, DateTimeOffset Last, bool Batch, int Pushes, DateTimeOffset? RetryAt = null, DateTimeOffset? ForcedAt = null,
        DateTimeOffset? FrozenDue = null)
    {
        public DateTimeOffset Due(ModelRules rules)
        {
            var quiet = Last + rules.Window;
            return ForcedAt ?? FrozenDue ?? RetryAt ?? (quiet < First + rules.MaxWait ? quiet : First + rules.MaxWait);
        }
    }
}

/// <summary>The times a world goes by.</summary>
public sealed record ModelRules(TimeSpan Window, TimeSpan MaxWait, TimeSpan Lease, TimeSpan Sweep, int MaxDeaths)
{
    /// <summary>A trigger this late is set again.</summary>
    public TimeSpan Overdue { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How far a clock may be off.</summary>
    public TimeSpan Skew { get; } = TimeSpan.FromSeconds(14);
}
