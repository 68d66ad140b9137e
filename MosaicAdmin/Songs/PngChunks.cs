using System.Buffers.Binary;

namespace MosaicAdmin.Songs;

/// <summary>
/// The chunks of a PNG. The decoder is shown only those that its pixels and their colour need, so that compressed texts,
/// animations and whatever follows the picture never reach it.
/// </summary>
/// <param name="Length">Bytes left.</param>
/// <param name="Orientation">From the eXIf chunk, which the decoder does not read; 1 without one.</param>
/// <param name="Frames">Of an animation; 1 otherwise.</param>
/// <param name="WorkBytes">What an interlaced picture needs in memory beside the decoded one.</param>
internal readonly record struct PngChunks(int Length, int Orientation, int Frames, long WorkBytes)
{
    private const int Signature = 8;
    private const int Frame = 12; // length, type, checksum
    private const int HeaderLength = 13;

    /// <summary>Moves the chunks that are needed together at the front. Null when the file ends before the picture does.</summary>
    public static PngChunks? Reduce(Span<byte> file)
    {
        var result = new PngChunks(Signature, Orientation: 1, Frames: 1, WorkBytes: 0);
        for (var at = Signature; at <= file.Length - Frame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Frame)
            {
                return null;
            }

            var chunk = file.Slice(at, (int)length + Frame);
            var body = chunk[8..^4];
            var type = chunk[4..8];
            at += chunk.Length;
            result = type switch
            {
                _ when type.SequenceEqual("IHDR"u8) => result with { WorkBytes = InterlaceBytes(body) },
                _ when type.SequenceEqual("eXIf"u8) => result with { Orientation = ExifOrientation.Read(body) },
                _ when type.SequenceEqual("acTL"u8) && body.Length == 8 => result with { Frames = (int)BinaryPrimitives.ReadUInt32BigEndian(body) & int.MaxValue },
                _ => result,
            };
            if (IsNeeded(type))
            {
                var isLast = type.SequenceEqual("IEND"u8);
                chunk.CopyTo(file[result.Length..]);
                result = result with { Length = result.Length + chunk.Length };
                if (isLast)
                {
                    return result;
                }
            }
        }

        return null;
    }

    private static bool IsNeeded(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("IHDR"u8) || type.SequenceEqual("PLTE"u8) || type.SequenceEqual("tRNS"u8)
        || type.SequenceEqual("IDAT"u8) || type.SequenceEqual("IEND"u8)
        || type.SequenceEqual("gAMA"u8) || type.SequenceEqual("cHRM"u8) || type.SequenceEqual("sRGB"u8)
        || type.SequenceEqual("iCCP"u8) || type.SequenceEqual("cICP"u8);

    private static long InterlaceBytes(ReadOnlySpan<byte> header)
    {
        if (header.Length != HeaderLength || header[12] == 0)
        {
            return 0;
        }

        var channels = header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        long width = BinaryPrimitives.ReadUInt32BigEndian(header), height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        return long.Clamp(width * channels * header[8] / 8, 0, int.MaxValue) * height;
    }
}
