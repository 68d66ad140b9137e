using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>
/// Random histories of publishes, runs, acts and faults, driven through the real keeper on real SQLite and compared with the model after every
/// step. <c>MOSAIC_HISTORIES=10000</c> runs more of them; the seed is printed and <c>MOSAIC_SEED</c> repeats it.
/// </summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private TestWindows _windows = null!;

    /// <summary>Histories that once broke a rule.</summary>
    public static TheoryData<string> Regressions =>
    [
        "Publish, PassLong, Fire, Mute, Publish",
        "Publish, Hold, PassLong, PassLong, Release, Fire, Close",
        "Force, Fire, Mute, Throw",
        "Force, Hold, Pass, Release, Publish, Fire",
    ];

    /// <summary>The ordinary is more frequent than the odd.</summary>
    private static Arbitrary<Step[]> Histories { get; } = Gen.Frequency(
        (6, Gen.Constant(Step.Publish)), (4, Gen.Constant(Step.Fire)), (4, Gen.Constant(Step.Pass)), (3, Gen.Constant(Step.PassLong)),
        (3, Gen.Constant(Step.Close)), (8, Gen.Elements(Enum.GetValues<Step>()))).ArrayOf().ToArbitrary();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _windows = await TestWindows.Create(
        ("Mosaic:Window", Window.ToString()), ("Mosaic:MaxWait", Cap.ToString()), ("Mosaic:Lease", Lease.ToString()));

    public ValueTask DisposeAsync() => _windows.DisposeAsync();

    [Fact]
    public Task The_keeper_does_what_the_model_does()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("MOSAIC_HISTORIES") ?? "500", CultureInfo.InvariantCulture);
        var seed = Environment.GetEnvironmentVariable("MOSAIC_SEED") is { } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        TestContext.Current.TestOutputHelper!.WriteLine($"MOSAIC_SEED={seed}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(new Replay(new Rnd(seed), null));
        return Task.Run(() => Check.One(config, Prop.ForAll(Histories, Play)), Stop);
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public Task Histories_that_once_broke_a_rule_stay_mended(string history) =>
        Play([.. history.Split(", ").Select(Enum.Parse<Step>)]);

    private async Task Play(Step[] steps)
    {
        var history = new History(_windows, new ModelWindow(Window, Cap, Lease, new WindowOptions().MaxDeaths), await _windows.Window());
        for (var i = 0; i < steps.Length; i++)
        {
            var before = await history.Read();
            await history.Do(steps[i]);
            var after = await history.Read();
            var story = $"after step {i} of {string.Join(", ", steps.Take(i + 1))}";
            Assert.True(history.Model.Seen == after, $"The row is {after} and should be {history.Model.Seen} {story}");
            Assert.True(after.Requested >= before.Requested && after.Built >= before.Built && after.Built <= after.Requested, $"A counter fell {story}");
        }

        await history.Settle();
        await Judge(history, string.Join(", ", steps));
    }

    /// <summary>Invariants 1, 3 and 9 of architecture.md, once faults have stopped and all that was owed has run.</summary>
    private async Task Judge(History history, string story)
    {
        var subject = history.Subject;
        var window = await _windows.Window(subject);
        Assert.True(
            Math.Max(window.Built, window.CancelledThrough) >= window.Requested || (window.Held && window.TaskId is not null)
                || (window.State == WindowState.Failed && history.GaveUp) || (window.Held && history.GaveUp),
            $"A request was lost: {window.Requested} asked for, {window.Built} built, after {story}");

        await using var db = await _windows.Open();
        var tasks = await db.Tasks.Where(t => t.SubjectId == subject).ToListAsync(Stop);
        var signals = (await db.Signals.Where(s => s.SubjectId == subject).OrderBy(s => s.Id).ToListAsync(Stop)).ToLookup(s => s.TaskId);
        foreach (var task in tasks)
        {
            var verdict = SignalSequence.Judge(signals[task.Id].Select(s => new SequenceStep(
                s.Kind, s.Kind == "revoked" && s.Data.Contains("\"terminated\":true", StringComparison.Ordinal))));
            Assert.True(
                task.State.IsEnd() ? verdict is LegalSequence : verdict is IncompleteSequence,
                $"{task.State} with {string.Join(", ", signals[task.Id].Select(s => s.Kind))} after {story}");
        }
    }
}
