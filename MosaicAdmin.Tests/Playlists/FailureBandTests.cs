using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Playlists;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Playlists;

/// <summary>What stands above the wall while playlists are failed, from rows that failed for real.</summary>
public sealed class FailureBandTests : TestPage
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "1 playlist waits for it", "2 playlists failed")]
    [InlineData("zh-Hant", "1 個播放清單正在等待", "2 個播放清單失敗")]
    public async Task It_tells_the_stores_failures_from_others_and_counts_a_playlist_once(string language, string waits, string failed)
    {
        Speak(language);
        await using var tables = await TestWindows.Create();
        await Fail(tables, await Fail(tables, await tables.Window(), new StoreFailedException("Away.")), new StoreFailedException("Away."));
        await Fail(tables, await tables.Window(), new InvalidOperationException("Broken."));

        // Failed for the store first, and since then for another reason: waiting does not help it.
        await Fail(tables, await Fail(tables, await tables.Window(), new StoreFailedException("Away.")), new InvalidOperationException("Broken."));

        var band = Band(tables);
        var storage = band.WaitForElement("[data-testid=storage-alert]");
        Assert.Contains(waits, storage.TextContent, StringComparison.Ordinal);
        Assert.Equal("alert", storage.GetAttribute("role"));
        Assert.Equal("/tasks?state=failed", storage.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains(failed, band.Find("[data-testid=failed-alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_when_the_last_of_them_is_published_again()
    {
        await using var tables = await TestWindows.Create();
        var id = await Fail(tables, await tables.Window(), new StoreFailedException("Away."));
        var band = Band(tables);
        band.WaitForElement("[role=alert]");

        await tables.Publish(id);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Live.Publish(new WindowChanged(id));
        band.WaitForAssertion(() => Assert.Empty(band.FindAll("[role=alert]")));
    }

    private static async Task<Guid> Fail(TestWindows tables, Guid id, Exception error)
    {
        await tables.Publish(id);
        tables.Time.Advance(TimeSpan.FromHours(1));
        var taking = await tables.Lane.Run((write, ct) => tables.Keeper.Take(write, id, new NodeName("here"), "firing", ct), Stop);
        await tables.Lane.Run((write, ct) => tables.Get<FinishRun>().Fail(write, taking.Claim!, error, retryAt: null, timedOut: false, ct), Stop);
        return id;
    }

    private IRenderedComponent<FailureBand> Band(TestWindows tables)
    {
        Services.AddSingleton(new ReadFailures(tables.Get<IDbContextFactory<MosaicDb>>()));
        return Render<FailureBand>();
    }
}
