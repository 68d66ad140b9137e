using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Demo;
using MosaicAdmin.Tasks;
using SkiaSharp;

namespace MosaicAdmin.Tests.Support;

/// <summary>
/// An app with some history: playlists with mosaics, windows that are open, one held, one failed, tasks in most states. What the pictures in
/// <c>docs/screenshots</c> show, and what every page is judged with. Times are set back afterwards, so that half an hour need not pass.
/// </summary>
public sealed class Showcase
{
    private static readonly (string Name, int Songs)[] Quiet =
    [
        ("Sunday Kitchen", 9), ("Rain on the Roof", 4), ("Late Trains", 9), ("First Light", 6), ("Study Hall", 4), ("Coastline", 9),
        ("Small Rooms", 4), ("Long Way Home", 9), ("Paper Moons", 5), ("晨間咖啡", 9), ("Half Past Nine", 4), ("Harbour Sessions", 9),
    ];

    private readonly AppFixture _app;
    private int _covers;

    private Showcase(AppFixture app) => _app = app;

    /// <summary>Thirty-minute windows, so that what is open stays open.</summary>
    public static (string Key, string Value)[] Settings { get; } =
        [("Mosaic:Window", "00:30:00"), ("Mosaic:MaxWait", "04:00:00"), ("Health:Settle", "00:00:00.2")];

    /// <summary>Two mosaics behind it and a window open, after several uploads.</summary>
    public Guid Busy { get; private set; }

    public Guid Held { get; private set; }

    public Guid Failed { get; private set; }

    /// <summary>Without songs.</summary>
    public Guid Empty { get; private set; }

    /// <summary>The newest task of <see cref="Busy"/> that made a mosaic, after a chain of superseded ones.</summary>
    public Guid Succeeded { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Showcase> Fill(AppFixture app)
    {
        var show = new Showcase(app);
        foreach (var (name, songs) in Quiet)
        {
            await show.Built(name, songs);
        }

        await show.FillBusy();
        show.Held = await show.Built("Release Friday", 4);
        await show.Add(show.Held, 1);
        await show.Act($"/api/v1/playlists/{show.Held}/mosaic/hold", "The label sends new art tonight");
        show.Failed = await show.Built("Archive 1994", 4);
        await show.Add(show.Failed, 1);
        await show.Act($"/api/v1/playlists/{show.Failed}/mosaic/cancel", "Sent by mistake");
        await show.Fail(show.Failed);
        show.Empty = await app.CreatePlaylist("Not Yet Named");
        foreach (var name in new[] { "lab.unknown", "nobody.knows" })
        {
            await show.Send(name);
        }

        return show;
    }

    private async Task FillBusy()
    {
        Busy = await Built("Road Trip", 3);
        for (var upload = 0; upload < 3; upload++)
        {
            await Add(Busy, 1);
        }

        Succeeded = await Build(Busy);
        await SetBack(Busy, TimeSpan.FromMinutes(95), TimeSpan.FromMinutes(7));
        await using (var before = _app.Database())
        {
            await before.Songs.Where(s => s.PlaylistId == Busy).ExecuteUpdateAsync(set => set.SetProperty(s => s.AddedAt, TimeProvider.System.GetUtcNow().AddHours(-2)), Stop);
        }

        for (var upload = 0; upload < 3; upload++)
        {
            await Add(Busy, 1);
        }

        var now = TimeProvider.System.GetUtcNow();
        await using var db = _app.Database();
        await db.Windows.Where(w => w.SubjectId == Busy).ExecuteUpdateAsync(
            set => set
                .SetProperty(w => w.FirstRequestedAt, now.AddMinutes(-34)).SetProperty(w => w.LastRequestedAt, now.AddMinutes(-12.5))
                .SetProperty(w => w.DueAt, now.AddMinutes(17.5)).SetProperty(w => w.LatestAt, now.AddMinutes(206)),
            Stop);
    }

    /// <summary>A playlist that shows the mosaic of its songs.</summary>
    private async Task<Guid> Built(string name, int songs)
    {
        var playlist = await _app.CreatePlaylist(name);
        await Add(playlist, songs);
        await Build(playlist);
        return playlist;
    }

    private async Task<Guid> Build(Guid playlist)
    {
        var task = (await _app.Playlist(playlist)).GetProperty("taskId").GetGuid();
        await Act($"/api/v1/playlists/{playlist}/mosaic/force", "The label waits for it");
        await _app.WaitForMosaic(playlist);
        return task;
    }

    private async Task Add(Guid playlist, int songs)
    {
        var batch = Guid.CreateVersion7();
        for (var song = 0; song < songs; song++)
        {
            var number = _covers++;
            var demo = DemoSong.All[number % DemoSong.All.Count];
            await _app.Upload(playlist, demo.Title, ComposeSound.Execute(demo), Cover(number), batch, song);
        }
    }

    // The demo covers, their colours turned a little further each time round.
    private static byte[] Cover(int number)
    {
        var drawn = DrawCover.Execute(number % 12);
        using var picture = SKBitmap.Decode(drawn);
        using var surface = SKSurface.Create(new SKImageInfo(600, 600));
        using var paint = new SKPaint { ColorFilter = SKColorFilter.CreateColorMatrix(Turned(number / 12 * 47)) };
        using var image = SKImage.FromBitmap(picture);
        surface.Canvas.DrawImage(image, SKRect.Create(600, 600), new SKSamplingOptions(SKCubicResampler.Mitchell), paint);
        using var snapshot = surface.Snapshot();
        using var data = snapshot.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }

    // A turn of the hue as SVG's feColorMatrix has it.
    private static float[] Turned(float degrees)
    {
        var (sin, cos) = MathF.SinCos(degrees * MathF.PI / 180);
        return
        [
            .213f + (cos * .787f) - (sin * .213f), .715f - (cos * .715f) - (sin * .715f), .072f - (cos * .072f) + (sin * .928f), 0, 0,
            .213f - (cos * .213f) + (sin * .143f), .715f + (cos * .285f) + (sin * .140f), .072f - (cos * .072f) - (sin * .283f), 0, 0,
            .213f - (cos * .213f) - (sin * .787f), .715f - (cos * .715f) + (sin * .715f), .072f + (cos * .928f) + (sin * .072f), 0, 0,
            0, 0, 0, 1, 0,
        ];
    }

    private async Task Act(string path, string reason)
    {
        using var api = _app.Api();
        using var answer = await api.PostAsJsonAsync(path, new { reason }, Stop);
        answer.EnsureSuccessStatusCode();
    }

    private async Task Send(string name)
    {
        using var api = _app.Api();
        using var answer = await api.PostAsJsonAsync("/api/v1/tasks", new { name, arguments = new { x = 1 } }, Stop);
        answer.EnsureSuccessStatusCode();
    }

    // The newest publish comes `apart` after the one before it, and so on; the last run ended `ago`.
    private async Task SetBack(Guid playlist, TimeSpan ago, TimeSpan apart)
    {
        await using var db = _app.Database();
        var tasks = await db.Tasks.Where(t => t.SubjectId == playlist).OrderByDescending(t => t.PublishedAt).Select(t => t.Id).ToListAsync(Stop);
        var end = TimeProvider.System.GetUtcNow() - ago;
        var last = await db.Tasks.Where(t => t.Id == tasks[0]).Select(t => t.EndedAt!.Value).SingleAsync(Stop);
        foreach (var (place, task) in tasks.Index())
        {
            var moved = end - last - (place * apart);
            var run = await db.Tasks.AsNoTracking().SingleAsync(t => t.Id == task, Stop);
            await db.Tasks.Where(t => t.Id == task).ExecuteUpdateAsync(
                set => set
                    .SetProperty(t => t.PublishedAt, run.PublishedAt + moved - (place == 0 ? apart : TimeSpan.Zero))
                    .SetProperty(t => t.Eta, run.Eta + moved).SetProperty(t => t.LatestAt, run.LatestAt + moved)
                    .SetProperty(t => t.StartedAt, run.StartedAt + moved).SetProperty(t => t.EndedAt, run.EndedAt + moved),
                Stop);
            foreach (var signal in await db.Signals.AsNoTracking().Where(s => s.TaskId == task).ToListAsync(Stop))
            {
                var published = place == 0 && signal.Side == SignalSide.Sender;
                await db.Signals.Where(s => s.Id == signal.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.At, signal.At + moved - (published ? apart : TimeSpan.Zero)), Stop);
            }
        }

        await db.Mosaics.Where(m => m.PlaylistId == playlist).ExecuteUpdateAsync(set => set.SetProperty(m => m.MadeAt, end), Stop);
    }

    // As a tile that cannot be read for a reason nobody foresaw leaves it: out of attempts, and waiting for somebody.
    private async Task Fail(Guid playlist)
    {
        await using var db = _app.Database();
        var task = await db.Tasks.Where(t => t.SubjectId == playlist).OrderByDescending(t => t.PublishedAt).Select(t => t.Id).FirstAsync(Stop);
        _app.Oracle.Excuse(playlist);
        await db.Windows.Where(w => w.SubjectId == playlist).ExecuteUpdateAsync(set => set.SetProperty(w => w.State, WindowState.Failed), Stop);
        await db.Tasks.Where(t => t.Id == task).ExecuteUpdateAsync(
            set => set
                .SetProperty(t => t.State, TaskState.Failed).SetProperty(t => t.Attempts, 5)
                .SetProperty(t => t.Exception, nameof(InvalidDataException)).SetProperty(t => t.ExceptionDetail, "A tile ended too soon."),
            Stop);
    }
}
