using MosaicAdmin.Data;

namespace MosaicAdmin.Storage;

public static class StorageFeature
{
    /// <summary>Registers the store in <c>Storage:Provider</c>.</summary>
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        var options = builder.AddSettings<StorageOptions>(StorageOptions.Section);
        var contentRoot = builder.Environment.ContentRootPath;
        builder.Services.AddSingleton<ProbeStore>();
        builder.Services.AddSingleton<IFileStore>(services => options.Provider == StorageProvider.S3
            ? new S3FileStore(options.S3)
            : new DiskFileStore(options.Disk.Root is { } root
                ? Path.GetFullPath(root, contentRoot)
                : services.GetRequiredService<DataRoot>().File("files"),
                services.GetRequiredService<TimeProvider>()));
    }
}
