using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>Which part of a song a file is.</summary>
public enum FilePart
{
    Audio,
    Cover,
}

/// <summary>The server could not keep what arrived.</summary>
public sealed class KeepingFailedException(IOException inner) : IOException("The server has no room to keep the file.", inner);

/// <summary>Writes what arrives to a temporary file, hashing as it goes. What is too large is refused at the byte that is too many, whatever was declared.</summary>
public sealed class ReceiveFile(TempFolder folder, IOptions<UploadOptions> upload)
{
    private const int BufferSize = 128 << 10;

    /// <exception cref="RefusedFileException">It is empty or too large; nothing of it is kept.</exception>
    public async Task<ReceivedFile> Execute(Stream content, string name, FilePart part, CancellationToken cancellationToken) =>
        (await Execute(content, name, part, mayBeNone: false, cancellationToken))!;

    /// <summary>As above; null for an empty file that <paramref name="mayBeNone"/>.</summary>
    internal async Task<ReceivedFile?> Execute(Stream content, string name, FilePart part, bool mayBeNone, CancellationToken cancellationToken)
    {
        var limit = part == FilePart.Audio ? upload.Value.MaxAudioBytes : upload.Value.MaxCoverBytes;
        var file = folder.Create();
        ReceivedFile? received = null;
        try
        {
            var (hash, length) = await Copy(content, file.Content, limit, name, cancellationToken);
            received = length > 0 ? new ReceivedFile(file.Path, file, name, hash, length)
                : mayBeNone ? null
                : throw new RefusedFileException(name, "is empty", StatusCodes.Status422UnprocessableEntity);
            return received;
        }
        finally
        {
            if (received is null)
            {
                await file.DisposeAsync();
            }
        }
    }

    internal static RefusedFileException TooLarge(string name, long limit) =>
        new(name, $"is larger than {FileSize.Spoken(limit)}", StatusCodes.Status413PayloadTooLarge);

    private static async Task<(string Hash, long Length)> Copy(Stream from, FileStream to, long limit, string name, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long length = 0;
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                if (length > limit)
                {
                    throw TooLarge(name, limit);
                }

                hash.AppendData(buffer, 0, read);
                await Keep(to.WriteAsync(buffer.AsMemory(0, read), cancellationToken));
            }

            await Keep(new ValueTask(to.FlushAsync(cancellationToken)));
            return (Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Tells our disk's troubles from the sender's.</summary>
    internal static async ValueTask Keep(ValueTask written)
    {
        try
        {
            await written;
        }
        catch (IOException full)
        {
            throw new KeepingFailedException(full);
        }
    }
}
