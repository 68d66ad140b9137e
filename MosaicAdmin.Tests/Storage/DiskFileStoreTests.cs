using MosaicAdmin.Storage;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Storage;

public sealed class DiskFileStoreTests : FileStoreContract, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mosaic-store-").FullName;
    private readonly DiskFileStore _store;

    public DiskFileStoreTests() => _store = new DiskFileStore(_root, TimeProvider.System);

    protected override IFileStore Store => _store;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_source_that_fails_leaves_no_file_at_all()
    {
        await Assert.ThrowsAnyAsync<IOException>(() => _store.Save("audio/x", new UnreadableStream(), "audio/mpeg", Stop));
        Assert.Empty(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_a_crash_left_half_written_is_swept_at_the_start()
    {
        var left = Path.Combine(_root, ".temp", "left");
        File.WriteAllBytes(left, [1, 2, 3]);
        _ = new DiskFileStore(_root, TimeProvider.System);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task What_another_still_writes_is_not_swept()
    {
        var folder = new TempFolder(Path.Combine(_root, ".temp"));
        await using var held = folder.Create();
        _ = new DiskFileStore(_root, TimeProvider.System);
        Assert.True(File.Exists(held.Path));
    }

    [Fact]
    public async Task An_object_may_be_deleted_while_it_is_read()
    {
        await _store.Save("audio/x", new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
        await using var content = await _store.Open("audio/x", Stop);
        await _store.Delete("audio/x", Stop);
        Assert.Equal(1, content!.ReadByte());
    }

    [Fact]
    public async Task Saved_again_an_old_object_is_young()
    {
        await _store.Save("audio/x", new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
        var limit = TimeProvider.System.GetUtcNow().AddHours(-24);
        Age("audio/x");
        await _store.Save("audio/x", new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
        Assert.False(await _store.DeleteIfOlder("audio/x", limit, Stop));
        Age("audio/x");
        Assert.True(await _store.Refresh("audio/x", Stop));
        Assert.False(await _store.DeleteIfOlder("audio/x", limit, Stop));
        Age("audio/x");
        Assert.True(await _store.DeleteIfOlder("audio/x", limit, Stop));
    }

    [Fact]
    public async Task Whoever_saves_while_it_is_collected_has_the_object()
    {
        for (var i = 0; i < 300; i++)
        {
            await _store.Save("audio/x", new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
            Age("audio/x");
            await Task.WhenAll(
                Task.Run(() => _store.Save("audio/x", new MemoryStream([1, 2, 3]), "audio/mpeg", Stop), Stop),
                Task.Run(() => _store.DeleteIfOlder("audio/x", TimeProvider.System.GetUtcNow().AddHours(-24), Stop), Stop));
            Assert.True(await _store.Exists("audio/x", Stop));
        }
    }

    [Fact]
    public async Task A_folder_that_is_away_is_a_failure_of_the_store_and_not_a_missing_object()
    {
        await _store.Save("audio/x", new MemoryStream([1]), "audio/mpeg", Stop);
        using (Away.From(_root))
        {
            await Assert.ThrowsAsync<StoreFailedException>(() => _store.Open("audio/x", Stop));
            await Assert.ThrowsAsync<StoreFailedException>(() => _store.Exists("audio/x", Stop));
            await Assert.ThrowsAsync<StoreFailedException>(() => _store.Delete("audio/x", Stop));
            await Assert.ThrowsAsync<StoreFailedException>(() => _store.Refresh("audio/x", Stop));
            await Assert.ThrowsAsync<StoreFailedException>(() => _store.Save("audio/y", new MemoryStream([1]), "audio/mpeg", Stop));
            await Assert.ThrowsAsync<StoreFailedException>(async () => await _store.List("", Stop).ToListAsync(Stop));
        }

        Assert.True(await _store.Exists("audio/x", Stop));
    }

    private void Age(string name) => File.SetLastWriteTimeUtc(Path.Combine(_root, name), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));

    private sealed class UnreadableStream() : MemoryStream(new byte[10])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The source broke.");
    }
}
