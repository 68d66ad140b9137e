namespace MosaicAdmin.Storage;

/// <summary>
/// Objects as files. An object appears under its name only when all its bytes are on the disk, so a crash leaves a temporary file, which
/// the next start sweeps, and never half an object.
/// </summary>
public sealed class DiskFileStore : IFileStore
{
    private readonly string _root;
    private readonly TempFolder _temp;

    public DiskFileStore(string root)
    {
        _root = Path.GetFullPath(root);
        _temp = new TempFolder(Path.Combine(_root, ".temp"));
    }

    public async Task Save(string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            return;
        }

        await using var temp = _temp.Create();
        await content.CopyToAsync(temp.Content, cancellationToken);
        await temp.Content.FlushAsync(cancellationToken);
        temp.Content.Flush(flushToDisk: true);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);

        // Two savers of one name hold the same bytes, so the later rename changes nothing.
        File.Move(temp.Path, path, overwrite: true);
        SyncFolder.Execute(folder, upTo: _root);
    }

    public Task<Stream?> Open(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(name), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            }));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> Exists(string name, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(name)));

    public Task Delete(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(_root, ObjectName.Require(name));
}
