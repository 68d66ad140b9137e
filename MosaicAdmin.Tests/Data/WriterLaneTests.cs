using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Data;

public sealed class WriterLaneTests : IAsyncLifetime
{
    private TestWindows _tables = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _tables = await TestWindows.Create();

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    [Fact]
    public async Task Writes_that_come_together_are_all_committed_and_one_that_throws_undoes_itself_alone()
    {
        var writes = Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                return await Add(i, fail: i % 10 == 3);
            }
            catch (InvalidOperationException)
            {
                return -1;
            }
        });
        var answers = await Task.WhenAll(writes);
        Assert.Equal(20, answers.Count(a => a == -1));
        await using var db = await _tables.Open();
        Assert.Equal(180, await db.Audit.CountAsync(Stop));
    }

    [Fact]
    public async Task What_is_announced_after_a_commit_comes_in_order_and_never_for_a_write_that_failed()
    {
        var announced = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            try
            {
                await Add(i, fail: i % 5 == 0, () => announced.Add(i));
            }
            catch (InvalidOperationException)
            {
            }
        }));
        Assert.Equal(Enumerable.Range(0, 50).Where(i => i % 5 != 0), announced);
    }

    [Fact]
    public async Task A_caller_who_gives_up_before_its_turn_leaves_nothing_behind_and_delays_nobody()
    {
        using var giveUp = new CancellationTokenSource();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _tables.Lane.Run(
            async (write, ct) =>
            {
                write.Audit("a", "b", "c");
                return await write.Db.SaveChangesAsync(ct);
            },
            giveUp.Token));
        Assert.Equal(7, await Add(7, fail: false));
        await using var db = await _tables.Open();
        Assert.Equal("7", (await db.Audit.SingleAsync(Stop)).Subject);
    }

    private Task<int> Add(int number, bool fail, Action? then = null) => _tables.Lane.Run(
        async (write, ct) =>
        {
            write.Audit("test", "add", number);
            await write.Db.SaveChangesAsync(ct);
            if (then is not null)
            {
                write.AfterCommit(then);
            }

            return fail ? throw new InvalidOperationException("no") : number;
        },
        Stop);
}
