using MosaicAdmin.Tasks;

namespace MosaicAdmin.Mosaics;

public static class MosaicsFeature
{
    /// <summary>Registers what runs when a playlist's window falls due.</summary>
    public static void AddMosaics(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<MosaicOptions>(MosaicOptions.Section);
        var services = builder.Services;
        services.AddSingleton<ReadCovers>();
        services.AddSingleton<ReadMosaics>();
        services.AddSingleton<DrawMosaic>();
        services.AddSingleton<DrawnPreviews>();
        services.AddScoped<PreviewMosaic>();
        services.AddScoped<RollBackMosaic>();
        builder.AddWindowTask<BuildMosaic, MosaicArguments>(BuildMosaic.TaskName, playlist => new MosaicArguments(playlist));
    }
}
