using System.Buffers.Binary;

namespace MosaicAdmin.Songs;

/// <summary>How a JPEG is laid out: what decoding it will cost, and whether it ends.</summary>
/// <param name="Count">Passes over the picture; one unless progressive.</param>
/// <param name="WorkBytes">Coefficients a decoder must keep between scans.</param>
internal readonly record struct JpegScans(int Count, long WorkBytes, bool IsComplete)
{
    public static JpegScans Read(ReadOnlySpan<byte> file)
    {
        var result = default(JpegScans);
        for (var rest = file[2..]; NextMarker(ref rest) is { } marker;)
        {
            if (marker == 0xD9)
            {
                return result with { IsComplete = true };
            }

            if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest) is var length && (length < 2 || length > rest.Length))
            {
                return result;
            }

            result = marker switch
            {
                0xC2 => result with { WorkBytes = Coefficients(rest[2..length]) },
                0xDA => result with { Count = result.Count + 1 },
                _ => result,
            };
            rest = rest[length..];
        }

        return result;
    }

    /// <summary>Goes past the next marker that has a segment or ends the picture; what is compressed lies in between and has none of these.</summary>
    private static byte? NextMarker(ref ReadOnlySpan<byte> rest)
    {
        while (rest.IndexOf((byte)0xFF) is >= 0 and var at && at + 1 < rest.Length)
        {
            var marker = rest[at + 1];
            rest = rest[(at + (marker == 0xFF ? 1 : 2))..];
            if (marker is not (0x00 or 0x01 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return marker;
            }
        }

        return null;
    }

    private static long Coefficients(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6 || frame.Length < 6 + (frame[5] * 3))
        {
            return 0;
        }

        long pixels = (long)BinaryPrimitives.ReadUInt16BigEndian(frame[1..]) * BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        int largest = 1, all = 0;
        for (var component = 0; component < frame[5]; component++)
        {
            var sampling = frame[7 + (component * 3)];
            var blocks = (sampling >> 4) * (sampling & 15);
            largest = Math.Max(largest, blocks);
            all += blocks;
        }

        return pixels * all * sizeof(short) / largest;
    }
}
