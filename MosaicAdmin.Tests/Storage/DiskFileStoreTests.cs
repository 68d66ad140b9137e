using MosaicAdmin.Storage;

namespace MosaicAdmin.Tests.Storage;

public sealed class DiskFileStoreTests : FileStoreContract, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mosaic-store-").FullName;
    private readonly DiskFileStore _store;

    public DiskFileStoreTests() => _store = new DiskFileStore(_root);

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
        _ = new DiskFileStore(_root);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task What_another_still_writes_is_not_swept()
    {
        var folder = new TempFolder(Path.Combine(_root, ".temp"));
        await using var held = folder.Create();
        _ = new DiskFileStore(_root);
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

    private sealed class UnreadableStream() : MemoryStream(new byte[10])
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("The source broke.");
    }
}
