using System.Runtime.CompilerServices;

namespace MosaicAdmin.Storage;

/// <summary>
/// Objects as files. An object appears under its name only when all its bytes are on the disk, so a crash leaves a temporary file, which
/// the next start sweeps, and never half an object.
/// </summary>
public sealed class DiskFileStore : IFileStore
{
    private const int BufferSize = 1 << 16;
    private const int Breath = 256;

    private readonly string _root;
    private readonly TimeProvider _time;
    private readonly TempFolder _temp;

    // Between looking at an object's age and removing it nobody may make it young again.
    private readonly Lock _ages = new();

    public DiskFileStore(string root, TimeProvider time)
    {
        (_root, _time) = (Path.GetFullPath(root), time);
        _temp = new TempFolder(Path.Combine(_root, ".temp"));
    }

    public async Task Save(string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (Ask(() => MakeYoung(path)))
        {
            return;
        }

        await using var temp = Ask(_temp.Create);
        var buffer = new byte[BufferSize];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await Ask(async () => await temp.Content.WriteAsync(buffer.AsMemory(0, read), cancellationToken));
        }

        await Ask(() => temp.Content.FlushAsync(cancellationToken));
        Ask(() =>
        {
            temp.Content.Flush(flushToDisk: true);
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);

            // Two savers of one name hold the same bytes, so the later rename changes nothing.
            File.Move(temp.Path, path, overwrite: true);
            SyncFolder.Execute(folder, upTo: _root);
            return MakeYoung(path);
        });
    }

    public Task<Stream?> Open(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return Task.FromResult(Ask<Stream?>(() => IsThere(path) ? OpenFile(path) : null));
    }

    public Task<bool> Exists(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return Task.FromResult(Ask(() => IsThere(path)));
    }

    public Task<bool> Refresh(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return Task.FromResult(Ask(() => MakeYoung(path)));
    }

    public async IAsyncEnumerable<StoredObject> List(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = Ask(() => Present().EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }));
        var seen = 0;
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (ObjectName.Allows(name) && name.StartsWith(prefix, StringComparison.Ordinal) && file.Exists)
            {
                yield return new StoredObject(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
            }

            // A walk through a large folder is all synchronous; whoever walks must not hold a thread for it.
            if (++seen % Breath == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    public Task Delete(string name, CancellationToken cancellationToken) => DeleteIfOlder(name, DateTimeOffset.MaxValue, cancellationToken);

    public Task<bool> DeleteIfOlder(string name, DateTimeOffset limit, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        return Task.FromResult(Ask(() =>
        {
            lock (_ages)
            {
                if (!IsThere(path) || File.GetLastWriteTimeUtc(path) >= limit.UtcDateTime)
                {
                    return false;
                }

                File.Delete(path);
                return true;
            }
        }));
    }

    private static FileStream? OpenFile(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
            });
        }
        catch (FileNotFoundException)
        {
            // Removed since somebody looked.
            return null;
        }
    }

    private bool MakeYoung(string path)
    {
        lock (_ages)
        {
            if (!IsThere(path))
            {
                return false;
            }

            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
            return true;
        }
    }

    private bool IsThere(string path)
    {
        if (File.Exists(path))
        {
            return true;
        }

        _ = Present();
        return false;
    }

    // Made at the start and never removed: without it the folder is not ours, such as the empty place of a disk that is not mounted.
    private DirectoryInfo Present() => Directory.Exists(_temp.Path)
        ? new DirectoryInfo(_root)
        : throw new StoreFailedException("The store's folder is not there.");

    private static T Ask<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (IsTheStores(error))
        {
            throw Unavailable(error);
        }
    }

    private static async Task Ask(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (IsTheStores(error))
        {
            throw Unavailable(error);
        }
    }

    private static bool IsTheStores(Exception error) => error is UnauthorizedAccessException or (IOException and not StoreFailedException);

    private static StoreFailedException Unavailable(Exception error) => new("The store's folder cannot be read or written.", error);

    private string PathOf(string name) => Path.Combine(_root, ObjectName.Require(name));
}
