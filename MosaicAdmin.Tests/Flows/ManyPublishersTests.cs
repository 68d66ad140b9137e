using System.Diagnostics;
using System.Globalization;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Flows;

/// <summary>Many programs at once, each a process of its own, publishing over HTTP as any other program would.</summary>
public sealed class ManyPublishersTests
{
    private const int Publishes = 500;
    private const int Processes = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_publishes_of_one_playlist_from_eight_processes_are_one_run()
    {
        Assert.SkipWhen(Tools.Find("curl") is null, "curl is not installed.");
        await using var app = await AppFixture.Start(("Mosaic:Window", "00:00:10"), ("Mosaic:MaxWait", "00:10:00"));
        var playlist = await app.CreatePlaylist("Busy");
        await app.Upload(playlist, "First", cover: TestCover.Png(1));

        var cover = Path.Combine(app.DataRoot, "cover.png");
        await File.WriteAllBytesAsync(cover, TestCover.Png(2), Stop);
        var shares = Enumerable.Range(0, Processes).Select(i => ((Publishes - 1) / Processes) + (i < (Publishes - 1) % Processes ? 1 : 0)).ToList();
        var answers = await Task.WhenAll(shares.Select(share => Post(app, playlist, cover, share)));

        Assert.Equal($"201: {Publishes - 1}", string.Join(", ", answers.SelectMany(a => a).CountBy(code => code).Select(c => $"{c.Key}: {c.Value}")));
        var done = await Eventually.Get(
            () => app.Playlist(playlist), p => p.GetProperty("builtRevision").GetInt64() == p.GetProperty("revision").GetInt64(), TimeSpan.FromSeconds(60));
        Assert.Equal(Publishes, done.GetProperty("revision").GetInt64());
        await using var db = app.Database();
        var states = db.Tasks.Where(t => t.SubjectId == playlist).Select(t => t.State).ToList().CountBy(s => s).ToDictionary();
        Assert.Equal((1, Publishes - 1), (states[MosaicAdmin.Tasks.TaskState.Succeeded], states[MosaicAdmin.Tasks.TaskState.Superseded]));
    }

    /// <summary>One process; answers the status of each of its uploads.</summary>
    private static async Task<string[]> Post(AppFixture app, Guid playlist, string cover, int count)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{app.Address}api/v1/playlists/{playlist}/songs?n=[1-{count}]");
        using var curl = Process.Start(new ProcessStartInfo(
            "curl",
            [
                "--silent", "--output", "/dev/null", "--write-out", "%{http_code}\\n", "--header", $"Authorization: Bearer {AppFixture.DemoToken}",
                "--form-string", "title=Song", "--form", $"cover=@{cover}", address,
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var told = await curl.StandardOutput.ReadToEndAsync(Stop);
        await curl.WaitForExitAsync(Stop);
        return told.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
