namespace MosaicAdmin.Songs;

/// <summary>A file that has arrived whole, in a temporary place.</summary>
/// <param name="keeper">What is disposed with it, and the file with that; null for a file that somebody else removes.</param>
/// <param name="name">As the sender called it; any string, never used as a path.</param>
/// <param name="hash">SHA-256 of its bytes in lower-case hex.</param>
public sealed class ReceivedFile(string path, IAsyncDisposable? keeper, string name, string hash, long length) : IAsyncDisposable
{
    public string Name { get; } = name;

    public string Hash { get; } = hash;

    public long Length { get; } = length;

    public string Path { get; } = path;

    /// <exception cref="UploadRefusedException">It was removed meanwhile, perhaps because a song was made of it.</exception>
    public Stream Open()
    {
        try
        {
            return new FileStream(Path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            });
        }
        catch (FileNotFoundException)
        {
            throw new UploadRefusedException(StatusCodes.Status410Gone, "The upload is not there any more, or a song was made of it; send the file again.");
        }
    }

    public ValueTask DisposeAsync() => keeper?.DisposeAsync() ?? ValueTask.CompletedTask;
}
