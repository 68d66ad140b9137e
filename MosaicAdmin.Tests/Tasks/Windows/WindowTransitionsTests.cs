using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks.Windows;

/// <summary>The window's rules over random histories, with no database: what <c>architecture.md</c> promises of the row itself.</summary>
public sealed class WindowTransitionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly WindowOptions Options = new()
    {
        Window = TimeSpan.FromSeconds(30), MaxWait = TimeSpan.FromSeconds(120), Lease = TimeSpan.FromSeconds(60), MaxAttempts = 3,
    };

    public enum Step
    {
        Touch, TouchBatch, Wait, WaitLong, Take, Close, Fail, GiveUp, Force, Cancel, CancelRun, Hold, Release, Recover, Mute, Unmute, Shorten, Lengthen,
    }

    [Property]
    public bool A_touch_is_due_one_window_later_and_never_past_the_cap(PositiveInt gap, PositiveInt count)
    {
        var window = NewWindow();
        var now = Start;
        for (var i = 0; i < count.Get; i++)
        {
            var touched = window.Touch(now, Options, Guid.NewGuid(), batch: null)!;
            var quiet = now + Options.Window;
            var cap = Start + Options.MaxWait;
            if (touched.DueAt != (quiet < cap ? quiet : cap) || touched.LatestAt != cap || touched.Requested != i + 1)
            {
                return false;
            }

            now += TimeSpan.FromSeconds(gap.Get % 40);
        }

        return window.Pushes == count.Get;
    }

    [Property(MaxTest = 500)]
    public Property Every_history_keeps_the_invariants() => Prop.ForAll(
        Gen.Elements(Enum.GetValues<Step>()).ListOf().ToArbitrary(),
        steps =>
        {
            var history = new History();
            return steps.Select(step => history.Play(step)).FirstOrDefault(broken => broken is not null) is not { } rule
                ? true.ToProperty()
                : false.Label($"{rule} after {string.Join(", ", steps)}");
        });

    [Property(MaxTest = 300)]
    public bool When_faults_stop_everything_asked_for_is_built_cancelled_held_or_failed(Step[] steps)
    {
        var history = new History();
        foreach (var step in steps)
        {
            history.Play(step);
        }

        return history.Settles();
    }

    [Fact]
    public void A_file_of_the_same_batch_joins_the_task_and_another_publish_replaces_it()
    {
        var window = NewWindow();
        var (batch, first) = (Guid.NewGuid(), Guid.NewGuid());
        window.Touch(Start, Options, first, batch);
        var joined = window.Touch(Start.AddSeconds(5), Options, Guid.NewGuid(), batch)!;
        Assert.Equal((first, true, null, 2L), (joined.TaskId, joined.Joined, joined.Replaced, joined.Requested));
        Assert.Equal(1, window.Pushes);
        Assert.Equal(Start.AddSeconds(35), joined.DueAt);

        var other = window.Touch(Start.AddSeconds(6), Options, Guid.NewGuid(), Guid.NewGuid())!;
        Assert.Equal((first, false), (other.Replaced, other.Joined));
        Assert.Equal(2, window.Pushes);
    }

    [Fact]
    public void Ten_forces_before_a_take_are_one_take_and_a_touch_does_not_put_it_off()
    {
        var window = NewWindow();
        for (var i = 0; i < 10; i++)
        {
            window.Force(Start.AddSeconds(i), Options, Guid.NewGuid());
        }

        window.Touch(Start.AddSeconds(10), Options, Guid.NewGuid(), batch: null);
        Assert.Equal(Start, window.DueAt);
        var claim = window.Take(Start.AddSeconds(11), Options, "node", "1")!;
        Assert.Equal(2, claim.Taken);
        Assert.True(window.Close(claim));
        Assert.Null(window.Take(Start.AddSeconds(12), Options, "node", "2"));
        Assert.Equal(WindowState.Idle, window.State);
    }

    [Fact]
    public void A_run_overtaken_after_its_lease_closes_nothing()
    {
        var window = NewWindow();
        window.Touch(Start, Options, Guid.NewGuid(), batch: null);
        var paused = window.Take(Start.AddSeconds(30), Options, "a", "1")!;
        Assert.Null(window.Recover(Start.AddSeconds(89), Options, Guid.NewGuid()));
        var recovered = window.Recover(Start.AddSeconds(91), Options, Guid.NewGuid())!;
        Assert.NotNull(recovered.Again);
        Assert.False(window.Close(paused));
        var second = window.Take(Start.AddSeconds(91), Options, "b", "2")!;
        Assert.False(window.Close(paused));
        Assert.True(window.Close(second));
        Assert.Equal(1, window.Built);
    }

    [Fact]
    public void Three_dead_processes_and_the_playlist_is_given_up()
    {
        var window = NewWindow();
        window.Touch(Start, Options, Guid.NewGuid(), batch: null);
        var now = Start.AddSeconds(30);
        for (var death = 1; death <= 3; death++)
        {
            Assert.NotNull(window.Take(now, Options, "node", "x"));
            now += Options.Lease;
            var recovered = window.Recover(now, Options, Guid.NewGuid())!;
            Assert.Equal(death == 3, recovered.GivenUp);
        }

        Assert.Equal((WindowState.Failed, null), (window.State, window.TaskId));
    }

    [Fact]
    public void A_muted_playlist_settles_at_once_and_publishes_nothing()
    {
        var window = NewWindow();
        var waiting = window.Touch(Start, Options, Guid.NewGuid(), batch: null)!;
        Assert.Equal(waiting.TaskId, window.SetPublishes(false));
        Assert.Null(window.Touch(Start, Options, Guid.NewGuid(), batch: null));
        Assert.Equal((2L, 2L, WindowState.Idle), (window.Requested, window.Built, window.State));
    }

    [Fact]
    public void A_new_rule_moves_what_waits_as_if_it_had_always_held_and_leaves_what_is_held_forced_or_tried_again()
    {
        var shorter = new WindowOptions { Window = TimeSpan.FromSeconds(10), MaxWait = TimeSpan.FromSeconds(15) };
        Window Open()
        {
            var window = NewWindow();
            window.Touch(Start, Options, Guid.NewGuid(), batch: null);
            window.Touch(Start.AddSeconds(8), Options, Guid.NewGuid(), batch: null);
            return window;
        }

        var moved = Open().Retime(shorter)!;
        Assert.Equal((Start.AddSeconds(15), Start.AddSeconds(15)), (moved.DueAt, moved.LatestAt));
        Assert.Null(Open().Retime(Options));

        var (held, forced, retried) = (Open(), Open(), Open());
        held.Hold();
        forced.Force(Start.AddSeconds(9), Options, Guid.NewGuid());
        retried.Fail(retried.Take(Start.AddSeconds(38), Options, "node", "1")!, Start.AddSeconds(39), Options, Start.AddSeconds(50));
        Assert.All([held, forced, retried], window => Assert.Null(window.Retime(shorter)));
        Assert.Equal(Start.AddSeconds(50), retried.DueAt);
    }

    private static Window NewWindow() => new() { SubjectId = Guid.NewGuid() };

    /// <summary>One window, the runs that were given, and the checks after each step.</summary>
    private sealed class History
    {
        private readonly Window _window = NewWindow();
        private readonly Guid _batch = Guid.NewGuid();
        private readonly List<Claim> _claims = [];
        private DateTimeOffset _now = Start;
        private bool _gaveUp;
        private (long Requested, long Built, long Fence, long Cancelled) _before;

        public string? Play(Step step)
        {
            _before = (_window.Requested, _window.Built, _window.Fence, _window.CancelledThrough);
            var (due, leased, forced) = (_window.DueAt, _window.IsLeased(_now), _window.Forced);
            var claim = _claims.LastOrDefault();
            switch (step)
            {
                case Step.Touch: _window.Touch(_now, Options, Guid.NewGuid(), null); break;
                case Step.TouchBatch: _window.Touch(_now, Options, Guid.NewGuid(), _batch); break;
                case Step.Wait: _now += TimeSpan.FromSeconds(11); break;
                case Step.WaitLong: _now += TimeSpan.FromSeconds(70); break;
                case Step.Take:
                    if (_window.Take(_now, Options, "node", "fire") is { } taken)
                    {
                        _claims.Add(taken);
                        if (leased || due > _now)
                        {
                            return "taken early or twice";
                        }
                    }

                    break;
                case Step.Close when claim is not null:
                    if (_window.Close(claim) && claim.Taken <= _before.Cancelled)
                    {
                        return "a cancelled run was committed";
                    }

                    break;
                case Step.Fail when claim is not null: _window.Fail(claim, _now, Options, _now + TimeSpan.FromSeconds(2)); break;
                case Step.GiveUp when claim is not null: _gaveUp |= _window.Fail(claim, _now, Options, null); break;
                case Step.Force when _window.Publishes: _window.Force(_now, Options, Guid.NewGuid()); break;
                case Step.Cancel: _window.Cancel(); break;
                case Step.CancelRun when _window.RunId is not null: _window.CancelRun(); break;
                case Step.Hold: _window.Hold(); break;
                case Step.Release: _window.Release(); break;
                case Step.Recover: _gaveUp |= _window.Recover(_now, Options, Guid.NewGuid()) is { GivenUp: true }; break;
                case Step.Mute: _window.SetPublishes(false); break;
                case Step.Unmute: _window.SetPublishes(true); break;
                case Step.Shorten: return Retime(new WindowOptions { Window = TimeSpan.FromSeconds(5), MaxWait = TimeSpan.FromSeconds(20) }) ?? Broken(forced);
                case Step.Lengthen: return Retime(new WindowOptions { Window = TimeSpan.FromSeconds(90), MaxWait = TimeSpan.FromSeconds(300) }) ?? Broken(forced);
            }

            return Broken(forced);
        }

        private string? Retime(WindowOptions rule)
        {
            var (task, due, latest, state, follows) = (_window.TaskId, _window.DueAt, _window.LatestAt, _window.State, _window.FollowsRule);
            var (first, last, own) = (_window.FirstRequestedAt, _window.LastRequestedAt, _window.Held || _window.Forced || _window.State == WindowState.Retrying || task is null);
            var touched = _window.Retime(rule);
            var expected = last + rule.Window < first + rule.MaxWait ? last + rule.Window : first + rule.MaxWait;
            return (touched, own) switch
            {
                (not null, true) => "a window due for its own reasons was moved",
                _ when (_window.TaskId, _window.State) != (task, state) => "a new rule changed more than the times",
                (null, _) when (_window.DueAt, _window.LatestAt) != (due, latest) => "moved without saying so",
                _ when follows && (_window.DueAt, _window.LatestAt) != (expected, first + rule.MaxWait) => "not due by the new rule",
                _ => null,
            };
        }

        /// <summary>Fires whatever is due until nothing waits; true when that comes to an end with nothing owed.</summary>
        public bool Settles()
        {
            for (var turn = 0; turn < 20 && (_window.RunId is not null || _window is { TaskId: not null, Held: false }); turn++)
            {
                _now += Options.MaxWait;
                _gaveUp |= _window.Recover(_now, Options, Guid.NewGuid()) is { GivenUp: true };
                if (_window.Take(_now, Options, "node", "fire") is { } claim)
                {
                    _window.Close(claim);
                }
            }

            return _window.RunId is null && (
                Math.Max(_window.Built, _window.CancelledThrough) >= _window.Requested || (_window.Held && _window.TaskId is not null) || _gaveUp);
        }

        private string? Broken(bool wasForced) => _window switch
        {
            _ when _window.Requested < _before.Requested || _window.Built < _before.Built || _window.Fence < _before.Fence => "a counter fell",
            _ when _window.Built > _window.Requested => "built more than was asked for",
            _ when _window.TaskId is not null && _window.DueAt is null => "a task waits with no due time",
            _ when _window.TaskId is null && (_window.DueAt is not null || _window.Pushes != 0) => "nothing waits and yet it is due",
            _ when _window.DueAt > _window.LatestAt => "due past the cap",
            _ when _window.TaskId is not null && _window.TaskId == _window.RunId => "one task waits and runs",
            _ when _window.RunId is not null != (_window.State == WindowState.Running) => "running without a run",
            _ when wasForced && _window is { Forced: true } && _window.DueAt > _now => "a forced task was put off",
            _ => null,
        };
    }
}
