using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public sealed class UploadTurnsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Guid _upload = Guid.NewGuid();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_still_sends_keeps_the_others_out()
    {
        var turns = new UploadTurns(_time);
        using var first = (await turns.Take(_upload, Stop))!;
        _time.Advance(UploadTurns.Silence - TimeSpan.FromMilliseconds(1));
        Assert.Null(await turns.Take(_upload, Stop));
        first.Hear();
        _time.Advance(UploadTurns.Silence - TimeSpan.FromMilliseconds(1));
        Assert.Null(await turns.Take(_upload, Stop));
        Assert.False(first.Interrupted.IsCancellationRequested);
        using var elsewhere = await turns.Take(Guid.NewGuid(), Stop);
        Assert.NotNull(elsewhere);
    }

    [Fact]
    public async Task A_dead_connection_gives_way_and_only_once_it_has_let_go()
    {
        var turns = new UploadTurns(_time);
        var dead = (await turns.Take(_upload, Stop))!;
        _time.Advance(UploadTurns.Silence);
        var next = turns.Take(_upload, Stop);
        Assert.True(dead.Interrupted.IsCancellationRequested);
        Assert.False(next.IsCompleted);
        dead.Dispose();
        using var turn = await next;
        Assert.NotNull(turn);
        Assert.Null(await turns.Take(_upload, Stop));
    }

    [Fact]
    public async Task After_a_turn_the_next_begins_at_once()
    {
        var turns = new UploadTurns(_time);
        (await turns.Take(_upload, Stop))!.Dispose();
        using var next = await turns.Take(_upload, Stop);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Of_many_at_once_one_has_the_turn()
    {
        var turns = new UploadTurns(_time);
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => turns.Take(_upload, Stop))));
        Assert.Single(taken, turn => turn is not null);
    }
}
