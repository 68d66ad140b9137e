using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>A file that has arrived whole, in a temporary place; nothing of it is left once this is disposed.</summary>
/// <param name="name">As the sender called it; any string, never used as a path.</param>
/// <param name="hash">SHA-256 of its bytes in lower-case hex.</param>
public sealed class ReceivedFile(TempFile file, string name, string hash, long length) : IAsyncDisposable
{
    public string Name { get; } = name;

    public string Hash { get; } = hash;

    public long Length { get; } = length;

    public string Path => file.Path;

    public Stream Open() => new FileStream(file.Path, new FileStreamOptions
    {
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.Asynchronous,
    });

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
