namespace MosaicAdmin.Health;

internal static class InvariantsFeature
{
    /// <summary>Registers the invariants in the order they are shown in, and what reads and repairs them.</summary>
    public static void AddInvariants(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<HealthOptions>(HealthOptions.Section);
        var services = builder.Services;
        services.AddSingleton<Invariant, WindowHasAlarm>();
        services.AddSingleton<Invariant, AlarmHasWindow>();
        services.AddSingleton<Invariant, WindowHasKey>();
        services.AddSingleton<Invariant, KeyHasWindow>();
        services.AddSingleton<Invariant, RunHasEnd>();
        services.AddSingleton<Invariant, SignalsAreLegal>();
        services.AddSingleton<Invariant, PlaylistHasMosaic>();
        services.AddSingleton<Invariant, SongHasCover>();
        services.AddSingleton<Invariant, UploadIsKept>();
        services.AddSingleton<Invariant, ObjectHasRow>();
        services.AddSingleton<StoreCensus>();
        services.AddSingleton<Invariants>();
        services.AddScoped<CheckInvariants>();
        services.AddScoped<ReadHealth>();
        services.AddScoped<RepairInvariant>();
    }
}
