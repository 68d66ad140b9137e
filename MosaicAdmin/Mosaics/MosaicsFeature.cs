using MosaicAdmin.Tasks;

namespace MosaicAdmin.Mosaics;

public static class MosaicsFeature
{
    /// <summary>Registers what runs when a playlist's window falls due.</summary>
    public static void AddMosaics(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<MosaicOptions>(MosaicOptions.Section);
        builder.Services.AddScoped<DrawMosaic>();
        builder.AddWindowTask<BuildMosaic, MosaicArguments>(BuildMosaic.TaskName, playlist => new MosaicArguments(playlist));
    }
}
