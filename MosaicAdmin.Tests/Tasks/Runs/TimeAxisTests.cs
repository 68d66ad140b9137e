using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>Where moments are drawn: always in order and to one scale, with only idle stretches cut short.</summary>
public sealed class TimeAxisTests
{
    private const double Width = 700;

    private static readonly DateTimeOffset Start = TaskSeeds.Start;

    [Fact]
    public void Half_an_hour_of_waiting_and_a_run_of_forty_milliseconds_can_both_be_read()
    {
        var axis = Axis([0, 1_800_000, 1_800_040], idle: (from, _) => from == Start);

        var wait = axis.Pieces[0];
        Assert.True(wait.Broken);
        Assert.InRange(wait.Right - wait.Left, 40, 60);
        Assert.False(axis.Pieces[1].Broken);
        Assert.True(axis.Pieces[1].Right - axis.Pieces[1].Left > Width / 2);
    }

    [Fact]
    public void What_is_even_stays_even() => Assert.DoesNotContain(Axis([0, 1000, 2100, 3000]).Pieces, p => p.Broken);

    [Fact]
    public void What_ran_is_never_cut_short() => Assert.DoesNotContain(Axis([0, 5, 3_600_000], idle: (_, _) => false).Pieces, p => p.Broken);

    [Fact]
    public void Waits_of_the_same_length_are_each_cut_short_when_they_are_longer_than_all_that_ran()
    {
        // Three runs of 40 ms, two minutes apart.
        var moments = Enumerable.Range(0, 3).SelectMany(i => new[] { i * 120_040.0, (i * 120_040.0) + 40 }).ToArray();
        var axis = Axis(moments, idle: (from, to) => (to - from).TotalMilliseconds > 40);

        Assert.Equal([false, true, false, true, false], axis.Pieces.Select(p => p.Broken));
        Assert.All(axis.Pieces.Where(p => !p.Broken), p => Assert.True(p.Right - p.Left > 150));
    }

    [Theory]
    [InlineData()]
    [InlineData(0.0)]
    [InlineData(0.0, 0.0)]
    public void Without_two_moments_there_is_no_line(params double[] moments)
    {
        var axis = Axis(moments);

        Assert.Empty(axis.Pieces);
        Assert.Equal(0, axis.X(Start.AddHours(1)));
    }

    [Property(MaxTest = 500)]
    public Property It_keeps_order_scale_and_width() => Prop.ForAll(Gaps().ToArbitrary(), gaps =>
    {
        var at = Start;
        List<DateTimeOffset> moments = [at];
        foreach (var (length, _) in gaps)
        {
            at += TimeSpan.FromTicks(length);
            moments.Add(at);
        }

        var idle = moments.Zip(gaps).Where(p => p.Second.Idle).Select(p => p.First).ToHashSet();
        var axis = TimeAxis.Of(moments.AsEnumerable().Reverse(), Width, (from, _) => idle.Contains(from));
        var xs = moments.ConvertAll(axis.X);
        var scales = axis.Pieces.Where(p => !p.Broken).Select(p => (p.Right - p.Left) / p.Length.Ticks).ToList();

        return (xs.Zip(xs.Skip(1)).All(p => p.First <= p.Second)).Label("in order")
            .And((xs[0] == 0 && Math.Abs(xs[^1] - Width) < 1e-6).Label("from end to end"))
            .And(axis.Pieces.Zip(axis.Pieces.Skip(1)).All(p => p.First.Right == p.Second.Left && p.First.To == p.Second.From).Label("without gaps"))
            .And(scales.TrueForAll(s => Math.Abs(s - scales[0]) <= scales[0] * 1e-6).Label("to one scale"))
            .And(axis.Pieces.Where(p => p.Broken).All(p => idle.Contains(p.From)).Label("only idle stretches are broken"))
            .And(axis.Pieces.Where(p => p.Broken).All(p => scales.Count == 0 || p.Right - p.Left <= (p.Length.Ticks * scales[0]) + 1e-6).Label("a break is shorter than its time"))
            .And(axis.Pieces.Where(p => p.Broken).All(p => p.Right - p.Left >= Math.Min(8, Width * .4 / gaps.Length)).Label("a break can be seen"))
            .And((axis.Pieces.Where(p => p.Broken).Sum(p => p.Right - p.Left) <= (Width * .4) + 1e-6 || scales.Count == 0).Label("breaks leave room"));
    });

    [Property]
    public bool Every_moment_between_two_is_drawn_between_them(PositiveInt first, PositiveInt second, byte share)
    {
        var axis = Axis([0, first.Get, first.Get + (double)second.Get]);
        var (left, right) = (axis.X(Start.AddMilliseconds(first.Get)), axis.X(Start.AddMilliseconds(first.Get + (double)second.Get)));
        var x = axis.X(Start.AddMilliseconds(first.Get + (second.Get * share / 255.0)));
        return x >= left - 1e-6 && x <= right + 1e-6;
    }

    [Theory]
    [InlineData(0, "+0.000 s")]
    [InlineData(40, "+0.040 s")]
    [InlineData(59_999.9, "+59.999 s")]
    [InlineData(1_799_850, "+29:59.8")]
    [InlineData(3_723_000, "+1:02:03")]
    [InlineData(180_000_000, "+2 d 02:00")]
    [InlineData(-4, "−0.004 s")]
    public void Offsets_are_exact_where_it_matters(double milliseconds, string text) => Assert.Equal(text, OffsetText.Of(TimeSpan.FromMilliseconds(milliseconds)));

    private static TimeAxis Axis(double[] moments, Func<DateTimeOffset, DateTimeOffset, bool>? idle = null) =>
        TimeAxis.Of(moments.Select(Start.AddMilliseconds), Width, idle);

    // From a millisecond to days, so that stretches of every proportion meet.
    private static Gen<(long Length, bool Idle)[]> Gaps() =>
        Gen.Choose(1, 12).SelectMany(count => Gen.Choose(4, 12).SelectMany(power => Gen.Choose(1, 9).SelectMany(
            digit => Gen.Elements(true, false).Select(idle => (digit * (long)Math.Pow(10, power), idle)))).ArrayOf(count));
}
