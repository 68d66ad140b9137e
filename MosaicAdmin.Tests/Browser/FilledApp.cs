using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Lab;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using MosaicAdmin.Tests.Tasks;

namespace MosaicAdmin.Tests.Browser;

/// <summary>One app with something of everything, by real acts: mosaics, open and held windows, a failure, tasks of all kinds, audit rows.</summary>
public sealed class FilledApp : IAsyncLifetime
{
    private static readonly string[] Experiments =
        ["add", "failure", "retry", "revoked-waiting", "revoked-expired", "unknown", "rejected-missing", "rejected-body", "internal-result"];

    public AppFixture App { get; private set; } = null!;

    /// <summary>A playlist with mosaics and an open window.</summary>
    public Guid Playlist { get; private set; }

    /// <summary>A playlist whose last mosaic failed.</summary>
    public Guid Broken { get; private set; }

    /// <summary>A playlist without songs.</summary>
    public Guid Empty { get; private set; }

    /// <summary>The task that failed.</summary>
    public Guid Failed { get; private set; }

    /// <summary>The task whose window is open, which superseded another.</summary>
    public Guid Waiting { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        App = await AppFixture.Start(("Mosaic:Window", "00:30:00"), ("Mosaic:MaxWait", "04:00:00"));
        Playlist = await App.CreatePlaylist("Night drives along the coast, the long and winding collector's edition");
        Empty = await App.CreatePlaylist("Empty");
        await Upload(Playlist, 5);
        await Act(Playlist, "force", "The label waits for it");
        await App.WaitForMosaic(Playlist);
        await Upload(Playlist, 1);
        Waiting = await Upload(Playlist, 1);
        var held = await App.CreatePlaylist("Held back");
        await Upload(held, 1);
        await Fail();
        var databases = App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();
        var admin = await databases.Add(Roles.Admin, "somebody.with.a.long.address@department.mosaic.test");
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<HoldWindow>().Execute(admin, ActTarget.Playlist(held), "Until the artwork is approved", Stop);
        await Task.WhenAll(Experiments.Select(name => Experiment(scope.ServiceProvider, admin, name)));
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static async Task Experiment(IServiceProvider services, ClaimsPrincipal admin, string name)
    {
        var runner = services.GetRequiredService<RunProbe>();
        await runner.Follow(admin, name, await runner.Execute(admin, name, new AddArguments(2, 3), Stop));
    }

    private async Task<Guid> Upload(Guid playlist, int songs)
    {
        var (batch, task) = (Guid.NewGuid(), Guid.Empty);
        for (var i = 0; i < songs; i++)
        {
            var hue = (playlist.GetHashCode() & 0xFF) + (i * 60);
            task = (await App.Upload(playlist, $"Song {i}", TestSound.Wav(200 + (40 * i)), TestCover.Png(hue % 360), batch)).GetProperty("taskId").GetGuid();
        }

        return task;
    }

    private async Task Act(Guid playlist, string act, string reason)
    {
        using var api = App.Api();
        using var answer = await api.PostAsync($"/api/v1/playlists/{playlist}/mosaic/{act}", JsonContent.Create(new { reason }), Stop);
        answer.EnsureSuccessStatusCode();
    }

    // As a run that could not read a cover would have left it.
    private async Task Fail()
    {
        Broken = await App.CreatePlaylist("Could not be made");
        App.Oracle.Excuse(Broken);
        var task = TaskSeeds.Task(Broken, state: TaskState.Failed, node: "node-a:1");
        (task.StartedAt, task.EndedAt, task.Attempts) = (task.Eta, task.Eta.AddSeconds(2), 3);
        (task.Exception, task.ExceptionDetail) = ("System.IO.IOException", "System.IO.IOException: No space left on device\n   at MosaicAdmin.Storage.DiskFileStore.Save()");
        var databases = App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();
        await databases.Add(task);
        var of = new TaskRef(task.Id, task.Name, Broken);
        await databases.Record(
            TaskSeeds.Row(new BeforeTaskPublish(of, task.Eta, task.PublishedBy), task.PublishedAt),
            TaskSeeds.Row(new AfterTaskPublish(of, task.Eta, task.LatestAt), task.PublishedAt.AddMilliseconds(4)));
        await using var db = App.Database();
        await db.Windows.Where(w => w.SubjectId == Broken).ExecuteUpdateAsync(
            w => w.SetProperty(x => x.State, WindowState.Failed), Stop);
        Failed = task.Id;
    }
}
