using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>
/// Random histories of two playlists on three nodes, with every fault of <see cref="Act"/>, driven through the real keeper, alarm, job keys and
/// sweeper on real SQLite and compared with the model after every step. <c>MOSAIC_HISTORIES=10000</c> runs more of them; the seed is printed
/// and <c>MOSAIC_SEED</c> repeats it. A failing history is shrunk; its line belongs into <see cref="Regressions"/>.
/// </summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private World _world = null!;

    /// <summary>Histories that once broke a rule.</summary>
    public static TheoryData<string> Regressions =>
    [
        "Publish a0, PassLong a0, Fire a0, Take a0, Mute a0, Publish a0",
        "Publish a0, Hold a0, PassLong a0, PassLong a0, Release a0, Follow a0, Fire a0, Take a0, Render a0, Close a0",
        "Force a0, Follow a0, Fire a0, Take a0, Mute a0, Throw a0",
        "Force b1, Follow b1, Fire b1, Take b1, Delete b2",
        "PublishBatch b2, PassLong b2, Fire b2, Take b2, Delete b2, PassLong a0, Sweep a0",
        "Force a0, Hold a0, Pass a0, Release a0, Publish a0, Follow a0, Fire a0, Take a0",
    ];

    private static int Count => int.Parse(Environment.GetEnvironmentVariable("MOSAIC_HISTORIES") ?? "500", CultureInfo.InvariantCulture);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await World.Create();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Every_invariant_holds_in_every_history_whatever_Redis_says()
    {
        await Check(Count, async steps =>
        {
            var perfect = await History.Play(_world, RedisMood.Perfect, steps);
            Invariant6RedisDecidesNothing(perfect, await History.Play(_world, RedisMood.Empty, steps));
            Invariant6RedisDecidesNothing(perfect, await History.Play(_world, RedisMood.Lying, steps));
        });

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", _world.Tally.OrderBy(t => t.Key).Select(t => $"{t.Value} {t.Key}")));
        foreach (var end in new[] { "succeeded", "unchanged", "failed", "cancelled", "superseded", "lost" })
        {
            Assert.True(_world.Tally.ContainsKey(end), $"No task of {Count} histories was {end}: they prove nothing of it.");
        }
    }

    [Fact]
    public Task What_happens_to_one_playlist_is_never_felt_by_another() => Check(Count / 5, async steps =>
    {
        var together = await History.Play(_world, RedisMood.Perfect, steps);
        var alone = await History.Play(_world, RedisMood.Perfect, [.. steps.Where(s => s.Playlist == 1 || !s.IsOfOnePlaylist)]);
        Assert.True(together[1] == alone[1], $"Invariant 8: with the other playlist\n{together[1]}\nand without it\n{alone[1]}\nafter {string.Join(", ", steps)}");
    });

    [Theory]
    [MemberData(nameof(Regressions))]
    public Task Histories_that_once_broke_a_rule_stay_mended(string history) => History.Play(_world, RedisMood.Lying, Step.ParseAll(history));

    private static void Invariant6RedisDecidesNothing(string[] perfect, string[] other) =>
        Assert.True(perfect.SequenceEqual(other), $"Invariant 6: with a perfect Redis\n{string.Join('\n', perfect)}\nand else\n{string.Join('\n', other)}");

    private static Task Check(int count, Func<Step[], Task> play)
    {
        var seed = Environment.GetEnvironmentVariable("MOSAIC_SEED") is { } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        TestContext.Current.TestOutputHelper!.WriteLine($"MOSAIC_SEED={seed}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(new Replay(new Rnd(seed), null));
        return Task.Run(() => FsCheck.Check.One(config, Prop.ForAll(Histories.Any, play)), Stop);
    }
}
