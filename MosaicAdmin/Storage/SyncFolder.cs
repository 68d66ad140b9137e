using System.Runtime.InteropServices;

namespace MosaicAdmin.Storage;

/// <summary>
/// Makes a rename survive a power cut: on Linux and macOS the folder's own entry is written only when the folder is synced.
/// Windows logs renames itself.
/// </summary>
internal static partial class SyncFolder
{
    private const int ReadOnly = 0;

    /// <summary>Syncs <paramref name="folder"/> and those above it to <paramref name="upTo"/>, any of which may be new. A file system that cannot is left alone.</summary>
    public static void Execute(string folder, string upTo)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        for (var path = folder; path.Length >= upTo.Length; path = Path.GetDirectoryName(path)!)
        {
            var handle = Open(path, ReadOnly);
            if (handle >= 0)
            {
                _ = Sync(handle);
                _ = Close(handle);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
