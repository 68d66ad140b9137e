using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MosaicAdmin.Components;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Live;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using MudBlazor.Services;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Renders parts of the upload page over real tables, as an editor.</summary>
public sealed class UploadContext : BunitContext
{
    private readonly TestWindows _tables;

    private UploadContext(TestWindows tables, ClaimsPrincipal user, AudioTools tools)
    {
        _tables = tables;
        User = user;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLogging().AddLocalization().AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(tables.Time).AddSingleton(Live);
        Services.AddSingleton(tables.Get<IDbContextFactory<MosaicDb>>()).AddSingleton(tables.Lane).AddSingleton(tables.Keeper);
        Services.AddSingleton(tables.Get<SignalDispatcher>()).AddSingleton<Permissions>();
        Services.AddSingleton(tools).AddScoped<Attempt>();
        Services.AddSingleton<ReadPlaylists>().AddSingleton<CreatePlaylist>();
        Services.AddSingleton(Options.Create(new UploadOptions { MaxAudioBytes = 111, MaxCoverBytes = 222 }));
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(c => c.Value, Task.FromResult(new AuthenticationState(user))));
        SetRendererInfo(new("Server", true));
    }

    public LiveFeed Live { get; } = new();

    public ClaimsPrincipal User { get; }

    public static async Task<UploadContext> Create(string role = Roles.Editor, AudioTools? tools = null)
    {
        var tables = await TestWindows.Create();
        return new UploadContext(tables, await tables.Get<IDbContextFactory<MosaicDb>>().Add(role), tools ?? new AudioTools("ffprobe", "ffmpeg"));
    }

    public Task<Guid> Playlist(string name, CoverMode mode = CoverMode.Mosaic) =>
        Services.GetRequiredService<CreatePlaylist>().Execute(User, name, mode, Xunit.TestContext.Current.CancellationToken);

    /// <summary>A publish for this playlist, and the news of it.</summary>
    public async Task Publish(Guid playlist)
    {
        await _tables.Publish(playlist);
        Live.Publish(new WindowChanged(playlist));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _tables.DisposeAsync();
    }
}
