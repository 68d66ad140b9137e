using System.Security.Cryptography;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

public sealed class PartialFolderTests : IAsyncLifetime
{
    private TestWindows? _tables;
    private static readonly Guid Owner = Guid.NewGuid();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mosaic-parts-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void An_upload_is_its_owners_and_nobody_elses()
    {
        var folder = new PartialFolder(_root.FullName);
        var upload = Some(folder);
        Assert.Equal(upload, folder.Find(Owner, upload.Id));
        Assert.Null(folder.Find(Guid.NewGuid(), upload.Id));
        Assert.Equal((1, 0), folder.Held(Owner));
        Assert.Equal((0, 0), folder.Held(Guid.NewGuid()));
        folder.Remove(upload);
        Assert.Null(folder.Find(Owner, upload.Id));
        Assert.Empty(_root.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_nobody_went_on_with_is_removed_and_what_somebody_did_is_not()
    {
        var folder = new PartialFolder(_root.FullName);
        var (old, young, finished) = (Some(folder), Some(folder), Some(folder));
        folder.RemoveBytes(finished);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var file in _root.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.LastWriteTimeUtc = now.UtcDateTime - TimeSpan.FromDays(2);
        }

        folder.Touch(young, now);
        Assert.Equal(2, folder.RemoveOlder(now - TimeSpan.FromDays(1)));
        Assert.Null(folder.Find(Owner, old.Id));
        Assert.Null(folder.Find(Owner, finished.Id));
        Assert.NotNull(folder.Find(Owner, young.Id));
    }

    [Fact]
    public void Only_one_writer_opens_the_bytes()
    {
        var folder = new PartialFolder(_root.FullName);
        var upload = Some(folder);
        using var first = folder.Open(upload);
        Assert.Throws<IOException>(() => folder.Open(upload));
    }

    /// <summary>Whatever pieces arrive, wherever their senders think they stand: the offset only rises, and what is whole is the file.</summary>
    [Property(MaxTest = 30)]
    public async Task Pieces_that_arrive_anyhow_make_the_file_or_are_refused(PositiveInt size, (ushort At, ushort Length, byte Cut)[] pieces)
    {
        _tables ??= await TestWindows.Create();
        var databases = _tables.Get<IDbContextFactory<MosaicDb>>();
        var user = await databases.Add(Roles.Editor);
        var folder = new PartialFolder(_root.FullName);
        var append = new AppendUpload(new Permissions(databases), folder, new UploadTurns(TimeProvider.System));
        var file = RandomNumberGenerator.GetBytes(size.Get * 7 % 5000 + 1);
        var upload = new PartialUpload(Guid.NewGuid(), TestPeople.IdOf(user), "a.wav", file.Length, null);
        folder.Add(upload);
        var offset = 0L;
        foreach (var (at, length, cut) in pieces)
        {
            // Half of the senders ask first where to go on, the others guess.
            var from = cut % 2 == 0 ? offset : at % (file.Length + 10);
            var piece = new byte[length % 3000];
            file.AsSpan((int)Math.Min(from, file.Length)..).Slice(0, (int)Math.Min(piece.Length, file.Length - Math.Min(from, file.Length))).CopyTo(piece);
            try
            {
                var (_, now) = await append.Execute(user, upload.Id, from, null, new Breaking(piece, cut % 3 == 0), Stop);
                Assert.Equal(offset + piece.Length, now);
            }
            catch (UploadRefusedException refused)
            {
                Assert.Equal(offset, folder.Offset(upload));
                Assert.Equal(from == offset ? 413 : 409, refused.Status);
            }
            catch (BadHttpRequestException)
            {
                Assert.InRange(folder.Offset(upload), offset, offset + piece.Length);
            }

            offset = folder.Offset(upload);
        }

        await append.Execute(user, upload.Id, offset, null, new MemoryStream(file[(int)offset..]), Stop);
        Assert.Equal(file, await File.ReadAllBytesAsync(folder.PathOf(upload), Stop));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        await (_tables?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static PartialUpload Some(PartialFolder folder)
    {
        var upload = new PartialUpload(Guid.NewGuid(), Owner, "song.wav", 10, "filename c29uZw==");
        folder.Add(upload);
        return upload;
    }

    /// <summary>A body that is cut after its bytes, or ends as it should.</summary>
    private sealed class Breaking(byte[] bytes, bool breaks) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read && read == 0 && breaks ? throw new IOException("cut") : read;
    }
}
