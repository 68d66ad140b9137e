namespace MosaicAdmin.Playlists;

public static class PlaylistsFeature
{
    /// <summary>Registers what can be done with playlists.</summary>
    public static void AddPlaylists(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ReadPlaylists>();
        services.AddSingleton<ReadWall>();
        services.AddSingleton<ReadFailures>();
        services.AddSingleton<ReadWindowFacts>();
        services.AddScoped<CreatePlaylist>();
        services.AddScoped<RenamePlaylist>();
        services.AddScoped<ChangeCover>();
        services.AddScoped<SetOwnCover>();
        services.AddScoped<DeletePlaylist>();
    }
}
