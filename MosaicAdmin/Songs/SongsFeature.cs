using Microsoft.Extensions.DependencyInjection.Extensions;
using MosaicAdmin.Data;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

public static class SongsFeature
{
    /// <summary>Registers what can be done with songs, and the programs that look into their files.</summary>
    public static void AddSongs(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<UploadOptions>(
            UploadOptions.Section, nameof(UploadOptions.MaxAudioBytes), nameof(UploadOptions.MaxCoverBytes), nameof(UploadOptions.MaxCoverPixels));
        builder.AddSettings<CoverOptions>(CoverOptions.Section);
        var services = builder.Services;
        services.AddSingleton(AudioTools.Find(Environment.GetEnvironmentVariable("PATH")));
        services.AddSingleton(s => new TempFolder(s.GetRequiredService<DataRoot>().File("uploads")));
        services.AddSingleton(s => new PartialFolder(Path.Combine(s.GetRequiredService<TempFolder>().Path, "parts")));
        services.AddSingleton<UploadTurns>();
        services.AddSingleton<OpenUpload>();
        services.AddSingleton<FindUpload>();
        services.AddSingleton<AppendUpload>();
        services.AddSingleton<DropUpload>();
        services.AddSingleton<TakeUpload>();
        services.AddSingleton<ReadArrived>();
        services.AddHostedService<PartialSweeper>();
        services.AddSingleton<RunProgram>();
        services.TryAddSingleton<ReadCover>();
        services.AddSingleton<ReadTags>();
        services.AddSingleton<ReceiveFile>();
        services.AddSingleton<ReadUpload>();
        services.AddSingleton<ReadSongs>();
        services.AddSingleton<SaveCover>();
        services.AddSingleton<SmallPictures>();
        services.AddSingleton<PrepareSong>();
        services.AddScoped<SongsKeeper>();
        services.AddScoped<AddSong>();
        services.AddScoped<EditSong>();
        services.AddScoped<RemoveSong>();
        services.AddScoped<ArrangeSongs>();
        services.AddScoped<MoveSong>();
        services.AddScoped<ReplaceCover>();
    }
}
