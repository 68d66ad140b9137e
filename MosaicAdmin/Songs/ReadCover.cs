using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace MosaicAdmin.Songs;

/// <summary>
/// Turns a picture file of any origin into a <see cref="Cover"/>, or says why not. Nothing of the file itself is kept: what follows
/// the picture, its metadata and its colour profile are gone. One instance per process, since it bounds the decodes at once.
/// </summary>
public sealed class ReadCover(IOptions<UploadOptions> upload, IOptions<CoverOptions> covers) : IDisposable
{
    private const int DecodesAtOnce = 2;
    private const int FirstBuffer = 256 << 10;

    private readonly SemaphoreSlim _decodes = new(DecodesAtOnce);

    /// <exception cref="RefusedFileException">It is not a picture that may be kept; the message says why.</exception>
    public async Task<Cover> Execute(Stream content, string fileName, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (await content.ReadAsync(bytes.AsMemory(length), cancellationToken) is var read and > 0)
            {
                length += read;
                if (length > upload.Value.MaxCoverBytes)
                {
                    throw new RefusedFileException(fileName, $"is larger than the {Megabytes(upload.Value.MaxCoverBytes)} a cover may have", 413);
                }

                bytes = length == bytes.Length ? Grow(bytes) : bytes;
            }

            // Only complete files wait for a turn, so that a slow sender keeps nobody from decoding.
            await _decodes.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(() => Read(bytes.AsSpan(0, length), fileName), cancellationToken);
            }
            finally
            {
                _decodes.Release();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void Dispose() => _decodes.Dispose();

    private Cover Read(Span<byte> file, string fileName)
    {
        using var tile = ReadCoverSquare.Decode(file, fileName, upload.Value.MaxCoverPixels, covers.Value.TileSize);
        return ReadCoverPictures.Encode(tile);
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static string Megabytes(long bytes) => bytes >= 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes");
}
