namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>
/// 2,000 publishes at each millisecond from 15 before to 15 after a due time, with clocks that stand still: before the firing, between firing
/// and take, during the run and after it. <c>DueTimeTests</c> does the same as well as the real clock allows.
/// </summary>
public sealed class DueTimeHistoryTests : IAsyncLifetime
{
    private const int Publishes = 2000;

    private static readonly Act[][] Orders =
    [
        [Act.Publish, Act.Follow, Act.Fire, Act.Take, Act.Render, Act.Close],
        [Act.Fire, Act.Publish, Act.Take, Act.Render, Act.Close, Act.Follow],
        [Act.Fire, Act.Take, Act.Publish, Act.Render, Act.Close, Act.Follow],
        [Act.Fire, Act.Take, Act.Render, Act.Publish, Act.Close, Act.Follow],
        [Act.Fire, Act.Take, Act.Render, Act.Close, Act.Publish, Act.Follow],
    ];

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.Create();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Publishes_at_each_millisecond_around_the_due_time_are_in_a_run_and_none_runs_twice()
    {
        for (var published = 0; published < Publishes;)
        {
            var (publishes, opened, takes) = await History.PlayEdges(_world, Orders);
            Assert.True(opened == takes, $"{publishes} publishes opened {opened} windows, and {takes} runs were given.");
            published += publishes;
        }
    }
}
