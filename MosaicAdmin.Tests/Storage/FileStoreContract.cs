using System.Security.Cryptography;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Tests.Storage;

/// <summary>What every store does alike.</summary>
public abstract class FileStoreContract
{
    private readonly string _name = $"audio/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract IFileStore Store { get; }

    [Fact]
    public async Task What_is_saved_is_read_back()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        await Store.Save(_name, new MemoryStream(bytes), "audio/mpeg", Stop);
        Assert.True(await Store.Exists(_name, Stop));
        Assert.Equal(bytes, await Read(_name));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        Assert.False(await Store.Exists(_name, Stop));
        Assert.Null(await Store.Open(_name, Stop));
        await Store.Delete(_name, Stop);
    }

    [Fact]
    public async Task Saving_a_name_again_succeeds_and_keeps_the_object()
    {
        await Store.Save(_name, new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
        await Store.Save(_name, new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
        Assert.Equal([1, 2, 3], await Read(_name));
    }

    [Fact]
    public async Task Many_savers_of_one_name_all_succeed()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.Save(_name, new MemoryStream(bytes), "audio/mpeg", Stop)));
        Assert.Equal(bytes, await Read(_name));
    }

    [Fact]
    public async Task Deleted_is_gone()
    {
        await Store.Save(_name, new MemoryStream([1]), "audio/mpeg", Stop);
        await Store.Delete(_name, Stop);
        Assert.False(await Store.Exists(_name, Stop));
    }

    [Fact]
    public async Task A_list_names_what_begins_alike_with_size_and_time()
    {
        var folder = $"covers/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        await Store.Save($"{folder}/tile.png", new MemoryStream([1, 2, 3]), "image/png", Stop);
        await Store.Save($"{folder}/160.jpg", new MemoryStream([1]), "image/jpeg", Stop);
        await Store.Save(_name, new MemoryStream([1]), "audio/mpeg", Stop);

        var listed = (await Store.List(folder, Stop).ToListAsync(Stop)).OrderBy(o => o.Name).ToList();
        Assert.Equal([($"{folder}/160.jpg", 1L), ($"{folder}/tile.png", 3L)], listed.Select(o => (o.Name, o.Bytes)));
        Assert.All(listed, o => Assert.InRange(o.ModifiedAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5)));
        Assert.Contains(_name, await Store.List("", Stop).Select(o => o.Name).ToListAsync(Stop));
        Assert.Empty(await Store.List("nothing/", Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Only_what_is_older_than_the_limit_is_removed()
    {
        await Store.Save(_name, new MemoryStream([1]), "audio/mpeg", Stop);
        Assert.False(await Store.DeleteIfOlder(_name, TimeProvider.System.GetUtcNow().AddHours(-1), Stop));
        Assert.True(await Store.Exists(_name, Stop));
        Assert.True(await Store.DeleteIfOlder(_name, TimeProvider.System.GetUtcNow().AddHours(1), Stop));
        Assert.False(await Store.Exists(_name, Stop));
        Assert.False(await Store.DeleteIfOlder(_name, TimeProvider.System.GetUtcNow().AddHours(1), Stop));
    }

    [Fact]
    public async Task A_refreshed_object_is_the_same_and_a_missing_one_is_not_made()
    {
        await Store.Save(_name, new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
        Assert.True(await Store.Refresh(_name, Stop));
        Assert.Equal([1, 2, 3], await Read(_name));
        Assert.False(await Store.Refresh("audio/none", Stop));
        Assert.False(await Store.Exists("audio/none", Stop));
    }

    [Fact]
    public async Task Reading_starts_anywhere()
    {
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        await Store.Save(_name, new MemoryStream(bytes), "audio/mpeg", Stop);
        await using var content = await Store.Open(_name, Stop);
        Assert.True(content!.CanSeek);
        Assert.Equal(bytes.Length, content.Length);
        foreach (var from in new[] { 150_000, 7, 199_999 })
        {
            content.Seek(from, SeekOrigin.Begin);
            var part = new byte[Math.Min(1000, bytes.Length - from)];
            await content.ReadExactlyAsync(part, Stop);
            Assert.Equal(bytes[from..(from + part.Length)], part);
        }

        content.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await content.ReadAsync(new byte[1], Stop));
    }

    [Fact]
    public async Task A_source_that_fails_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<IOException>(() => Store.Save(_name, new BreakingStream(100_000), "audio/mpeg", Stop));
        Assert.False(await Store.Exists(_name, Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../secret")]
    [InlineData("covers/../../secret")]
    [InlineData("covers//x")]
    [InlineData("covers/.hidden")]
    [InlineData("covers/A")]
    [InlineData("covers/x\n")]
    [InlineData("covers/x\0")]
    [InlineData("covers\\x")]
    [InlineData("c:/x")]
    public async Task A_name_outside_the_rules_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Save(name, new MemoryStream([1]), "audio/mpeg", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Open(name, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Exists(name, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Delete(name, Stop));
    }

    private async Task<byte[]> Read(string name)
    {
        await using var content = await Store.Open(name, Stop);
        using var copy = new MemoryStream();
        await content!.CopyToAsync(copy, Stop);
        return copy.ToArray();
    }

    /// <summary>Claims a length, and breaks half way.</summary>
    private sealed class BreakingStream(long length) : MemoryStream(new byte[length])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > length / 2 ? throw new IOException("The source broke.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 10_000)], cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            Position > length / 2 ? throw new IOException("The source broke.") : base.Read(buffer, offset, Math.Min(count, 10_000));

        public override int Read(Span<byte> buffer) =>
            Position > length / 2 ? throw new IOException("The source broke.") : base.Read(buffer[..Math.Min(buffer.Length, 10_000)]);
    }
}
