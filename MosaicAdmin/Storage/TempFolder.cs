namespace MosaicAdmin.Storage;

/// <summary>
/// A folder of files that are still being written. Whoever writes one holds it open, which locks it; what nobody holds was left by a
/// process that died and is removed when the folder is next used for the first time.
/// </summary>
public sealed class TempFolder
{
    public TempFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        foreach (var left in Directory.EnumerateFiles(Path))
        {
            RemoveUnlessHeld(left);
        }
    }

    public string Path { get; }

    /// <summary>A new empty file, removed when the stream is disposed unless it was renamed before. Others may read it meanwhile.</summary>
    public TempFile Create() => new(System.IO.Path.Combine(Path, Guid.NewGuid().ToString("n")));

    private static void RemoveUnlessHeld(string path)
    {
        try
        {
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }

            File.Delete(path);
        }
        catch (IOException)
        {
            // Another process is writing it.
        }
    }
}

/// <summary>A file in a <see cref="TempFolder"/>.</summary>
public sealed class TempFile : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;

    internal TempFile(string path)
    {
        Path = path;
        Content = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = BufferSize,
        });
    }

    public string Path { get; }

    public FileStream Content { get; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Content.DisposeAsync();
        }
        catch (IOException)
        {
            // What was not written yet cannot be, on a full disk for one; the file goes all the same.
        }
        finally
        {
            File.Delete(Path);
        }
    }
}
