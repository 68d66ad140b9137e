using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Live;

namespace MosaicAdmin.Tests.Live;

public sealed class SettledSequenceTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly SettledSequence _settled;

    public SettledSequenceTests() => _settled = new SettledSequence(10, Hold, _time);

    [Fact]
    public void An_unbroken_run_settles_at_once() => Assert.Equal(13, Found(11, 12, 13));

    [Fact]
    public void A_young_gap_holds_back_what_is_beyond_it() => Assert.Equal(11, Found(11, 13, 14));

    [Fact]
    public void A_gap_that_fills_lets_everything_through()
    {
        Found(11, 13, 14);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(14, Found(12, 13, 14));
    }

    [Fact]
    public void A_gap_is_given_up_when_it_has_been_there_long_enough()
    {
        Found(11, 13, 14);
        _time.Advance(Hold - TimeSpan.FromMilliseconds(1));
        Assert.Equal(11, Found(13, 14));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(14, Found(13, 14));
    }

    [Fact]
    public void A_younger_gap_beyond_an_old_one_still_holds()
    {
        Found(12);
        _time.Advance(TimeSpan.FromSeconds(1));
        Found(12, 14);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(12, Found(12, 14));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(14, Found(14));
    }

    [Fact]
    public void A_busy_record_does_not_keep_an_old_gap_young()
    {
        long top = 12;
        Found(top);
        for (var i = 0; i < 19; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal(10, Found(Enumerable.Range(12, (int)(++top - 11)).Select(id => (long)id).ToArray()));
        }

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(top, Found(Enumerable.Range(12, (int)(top - 11)).Select(id => (long)id).ToArray()));
    }

    private long Found(params long[] ids)
    {
        _settled.Advance(ids);
        return _settled.Through;
    }
}
