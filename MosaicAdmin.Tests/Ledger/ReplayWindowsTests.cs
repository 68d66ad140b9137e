using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MosaicAdmin.Ledger;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Ledger;

public sealed class ReplayWindowsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Theory]
    [InlineData("0 10 20", 30, 240, 1)]
    [InlineData("0 30 60", 30, 240, 3)]
    [InlineData("0 29 58", 30, 240, 1)]
    [InlineData("0 1 2 3 4 5 6 7 8 9 10 11", 5, 5, 3)]
    [InlineData("0 1 2 3 4 5 6 7 8 9 10 11", 5, 8, 2)]
    public void Uploads_in_one_window_are_one_mosaic(string minutes, int window, int cap, int renders) => Assert.Equal(
        renders, Play(minutes.Split(' ').Select(m => Upload(One, int.Parse(m, System.Globalization.CultureInfo.InvariantCulture))), window, cap).Renders);

    [Fact]
    public void The_wait_is_from_each_upload_to_its_mosaic()
    {
        var played = Play([Upload(One, 0), Upload(One, 10)], 30, 240);
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(40)), (played.Typical, played.Slow));
    }

    [Fact]
    public void Nothing_uploaded_is_nothing_made() => Assert.Equal(new Replayed(TimeSpan.FromMinutes(30), 0, TimeSpan.Zero, TimeSpan.Zero), Play([], 30, 240));

    [Property]
    public Property What_is_replayed_keeps_the_window_s_promises() => Prop.ForAll(Histories(), Gen.Choose(1, 60).ToArbitrary(), Gen.Choose(1, 240).ToArbitrary(), (uploads, window, cap) =>
    {
        var played = Play(uploads, window, cap);
        var longest = TimeSpan.FromMinutes(cap);
        var spans = uploads.GroupBy(u => u.PlaylistId).Sum(p => 1 + (int)((p.Max(u => u.At) - p.Min(u => u.At)) / TimeSpan.FromMinutes(Math.Min(window, cap))));
        return played.Renders <= uploads.Length && played.Renders <= spans && (uploads.Length == 0 || played.Renders > 0)
            && played.Slow <= longest && played.Typical <= played.Slow && played == Play(uploads.Reverse(), window, cap);
    });

    [Property]
    public Property It_is_what_the_window_itself_does() => Prop.ForAll(Histories(), uploads =>
    {
        var options = new WindowOptions { Window = TimeSpan.FromMinutes(7), MaxWait = TimeSpan.FromMinutes(25) };
        var runs = uploads.GroupBy(u => u.PlaylistId).Sum(p => Runs(p.Select(u => u.At).Order(), options));
        return Play(uploads, 7, 25).Renders == runs;
    });

    [Fact]
    public void For_bursts_it_suggests_the_shortest_window_that_takes_a_burst_whole()
    {
        var uploads = Enumerable.Range(0, 200).Select(i => Upload(One, i / 10 * 300 + i % 10 * 4)).ToList();
        var tuning = WindowTuning.Of(uploads, TimeSpan.FromMinutes(30), TimeSpan.FromHours(4));
        Assert.Equal((TimeSpan.FromMinutes(30), 20), (tuning.Today.Window, tuning.Today.Renders));
        Assert.Equal((TimeSpan.FromMinutes(5), 20), (tuning.Suggested.Window, tuning.Suggested.Renders));
        Assert.Equal(tuning.Points.OrderBy(p => p.Window), tuning.Points);
    }

    [Fact]
    public void Where_no_window_changes_anything_today_s_is_kept()
    {
        var tuning = WindowTuning.Of([], TimeSpan.FromMinutes(30), TimeSpan.FromHours(4));
        Assert.Same(tuning.Today, tuning.Suggested);
        Assert.Null(tuning.Since);
    }

    /// <summary>The real state machine, fired exactly when due.</summary>
    private static int Runs(IEnumerable<DateTimeOffset> times, WindowOptions options)
    {
        var (window, runs) = (new Window { SubjectId = One }, 0);
        foreach (var at in times.Append(DateTimeOffset.MaxValue.AddYears(-1)))
        {
            if (window.DueAt <= at)
            {
                window.Close(window.Take(window.DueAt.Value, options, "node", "fire")!);
                runs++;
            }

            window.Touch(at, options, Guid.NewGuid(), batch: null);
        }

        return runs;
    }

    private static Arbitrary<RecordedUpload[]> Histories() =>
        (from playlist in Gen.Elements(One, Other) from minute in Gen.Choose(0, 600) select Upload(playlist, minute)).ArrayOf().ToArbitrary();

    private static RecordedUpload Upload(Guid playlist, int minute) => new(playlist, Start.AddMinutes(minute));

    private static Replayed Play(IEnumerable<RecordedUpload> uploads, int window, int cap) =>
        ReplayWindows.Execute(uploads, TimeSpan.FromMinutes(window), TimeSpan.FromMinutes(cap));
}
