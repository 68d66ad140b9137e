using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

public sealed class PollerTests
{
    [Fact]
    public async Task Another_pace_counts_from_now_and_not_from_the_next_turn()
    {
        var time = new FakeTimeProvider();
        using var poller = new Counter(time);
        await poller.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.True(() => poller.Turns == 1);

        poller.Hurry(TimeSpan.FromMinutes(10));
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromMinutes(10));
            return poller.Turns >= 3;
        });

        // Six hours, its first pace, would have taken far longer.
        Assert.True(time.GetUtcNow() - time.Start < TimeSpan.FromHours(6), $"{time.GetUtcNow() - time.Start}");
        await poller.StopAsync(CancellationToken.None);
    }

    private sealed class Counter(TimeProvider time) : Poller(TimeSpan.FromHours(6), time, NullLogger.Instance)
    {
        private int _turns;

        public int Turns => Volatile.Read(ref _turns);

        public void Hurry(TimeSpan pace) => TurnEvery(pace);

        public override Task Poll(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _turns);
            return Task.CompletedTask;
        }
    }
}
