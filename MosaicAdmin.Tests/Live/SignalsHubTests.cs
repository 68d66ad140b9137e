using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using MosaicAdmin.Tests.Tasks;

namespace MosaicAdmin.Tests.Live;

/// <summary>The hub as another program uses it: a real client over a real socket.</summary>
[Collection(AppCollection.Name)]
public sealed class SignalsHubTests(AppFixture app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskRef _mine = new(Guid.CreateVersion7(), "mosaic.create", Guid.CreateVersion7());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IDbContextFactory<MosaicDb> Databases => app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();

    [Fact]
    public async Task A_signal_arrives_with_everything_the_contract_names()
    {
        await using var hub = await Connect();
        var first = Next(hub, new { task = _mine.Id, after = 0 });
        await Record(new TaskSuccess(_mine, "made", 5, 7));

        var news = await first;

        Assert.Equal(
            ("success", _mine.Id, "mosaic.create", _mine.SubjectId, TaskSeeds.Start, "node-a:1", "receiver"),
            (Text(news, "kind"), news.GetProperty("taskId").GetGuid(), Text(news, "taskName"), news.GetProperty("playlistId").GetGuid(),
                news.GetProperty("at").GetDateTimeOffset(), Text(news, "node"), Text(news, "side")));
        Assert.Equal("made", Text(news.GetProperty("data"), "result"));
        Assert.True(news.GetProperty("sequence").GetInt64() > 0);
    }

    [Fact]
    public async Task From_any_cursor_everything_after_it_comes_once_while_others_write()
    {
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < 40; i++)
                {
                    await Record(new TaskPrerun(_mine, i, i));
                }
            },
            Stop)).ToList();

        // Connects, reads a while, drops the connection and goes on from the last sequence, until all are there.
        var seen = new List<long>();
        while (seen.Count < 120)
        {
            await using var hub = await Connect();
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            enough.CancelAfter(Patience);
            var taken = 0;
            await foreach (var news in hub.StreamAsync<JsonElement>("Watch", new { task = _mine.Id, after = seen.Count == 0 ? 0 : seen[^1] }, enough.Token))
            {
                seen.Add(news.GetProperty("sequence").GetInt64());
                if (++taken == 50 || seen.Count == 120)
                {
                    break;
                }
            }
        }

        await Task.WhenAll(writers);
        await using var db = await Databases.CreateDbContextAsync(Stop);
        Assert.Equal(await db.Signals.Where(s => s.TaskId == _mine.Id).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(Stop), seen);
    }

    [Fact]
    public async Task Without_a_cursor_it_starts_from_now_and_filters_hold()
    {
        await Record(new TaskPrerun(_mine, 1, 1));
        await using var hub = await Connect();
        var next = Next(hub, new { playlist = _mine.SubjectId, kinds = new[] { "postrun", "failure" } });

        // Recorded until the stream is up and has heard one: what came before it must not come.
        while (!next.IsCompleted)
        {
            await Record(new TaskReceived(_mine, 0), new TaskPostrun(_mine, "failed"));
            await Task.WhenAny(next, Task.Delay(200, Stop));
        }

        Assert.Equal("postrun", Text(await next, "kind"));
    }

    [Fact]
    public async Task A_kind_that_does_not_exist_is_refused_by_name()
    {
        await using var hub = await Connect();

        var error = await Assert.ThrowsAsync<HubException>(() => Next(hub, new { kinds = new[] { "sucess" } }));

        Assert.Contains("\"sucess\" is no kind of signal", error.Message, StringComparison.Ordinal);
        Assert.Contains("internal_error", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_has_room_for_so_many_streams_and_a_cancelled_one_gives_its_room_back()
    {
        await using var hub = await Connect();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await Record(new TaskPrerun(_mine, 1, 1));
        for (var i = 0; i < 16; i++)
        {
            await Next(hub, new { task = _mine.Id, after = 0 }, keepOpen: stop.Token);
        }

        var refused = await Assert.ThrowsAsync<HubException>(() => Next(hub, new { task = _mine.Id, after = 0 }));
        Assert.Contains("16 streams", refused.Message, StringComparison.Ordinal);
        await stop.CancelAsync();

        await Eventually.Get(
            async () =>
            {
                try
                {
                    await Next(hub, new { task = _mine.Id, after = 0 });
                    return true;
                }
                catch (HubException)
                {
                    return false;
                }
            },
            let => let);
    }

    [Fact]
    public async Task Whoever_has_no_token_is_refused()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(app.Address, "/hubs/signals")).Build();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync(Stop));

        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
    }

    [Fact]
    public async Task A_stream_ends_soon_after_its_token_is_revoked()
    {
        await using var hub = await Connect();
        await Record(new TaskPrerun(_mine, 1, 1));
        await using var stream = hub.StreamAsync<JsonElement>("Watch", new { task = _mine.Id, after = 0 }, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(Patience, Stop));

        await using (var db = await Databases.CreateDbContextAsync(Stop))
        {
            await db.ApiTokens.Where(t => t.Role == Roles.Viewer).ExecuteUpdateAsync(t => t.SetProperty(r => r.RevokedAt, TaskSeeds.Start), Stop);
        }

        var refused = await Assert.ThrowsAsync<HubException>(async () =>
        {
            var ended = false;
            while (!ended)
            {
                await Record(new TaskPrerun(_mine, 1, 1));
                ended = !await stream.MoveNextAsync().AsTask().WaitAsync(Patience, Stop);
            }
        });
        Assert.Contains("Viewer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_brings_its_token_in_the_address()
    {
        var token = await Databases.AddToken(Roles.Viewer);
        using var client = new HttpClient { BaseAddress = app.Address };

        using var right = await client.PostAsync($"/hubs/signals/negotiate?negotiateVersion=1&access_token={token}", null, Stop);
        using var wrong = await client.PostAsync("/hubs/signals/negotiate?negotiateVersion=1&access_token=wrong", null, Stop);
        using var elsewhere = await client.GetAsync($"/api/v1/tasks?access_token={token}", Stop);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
            (right.StatusCode, wrong.StatusCode, elsewhere.StatusCode));
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static async Task<JsonElement> Next(HubConnection hub, object request, CancellationToken? keepOpen = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var stream = hub.StreamAsync<JsonElement>("Watch", request, keepOpen ?? patience.Token).GetAsyncEnumerator(Stop);
        try
        {
            Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(Patience, Stop));
            return stream.Current;
        }
        finally
        {
            if (keepOpen is null)
            {
                await patience.CancelAsync();
            }
        }
    }

    private Task<int> Record(params TaskSignal[] signals) => app.Services.GetRequiredService<WriterLane>().Run(
        async (write, ct) =>
        {
            Array.ForEach(signals, s => app.Oracle.Excuse(s.Task.SubjectId));
            write.Db.Signals.AddRange(signals.Select(s => TaskSeeds.Row(s)));
            await write.Db.SaveChangesAsync(ct);
            return 0;
        },
        Stop);

    private async Task<HubConnection> Connect()
    {
        var token = await Databases.AddToken(Roles.Viewer);
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(app.Address, "/hubs/signals"), o => o.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .Build();
        await hub.StartAsync(Stop);
        return hub;
    }
}
