namespace MosaicAdmin.Songs;

/// <summary>Recognises MPEG layer III by its frames: one sync word happens by chance, one that says where the next begins does not.</summary>
internal static class Mp3Frames
{
    private const int Layer3 = 1;
    private const int Mpeg1 = 3;
    private const int Mpeg25 = 0;
    private const int Reserved = 1;

    private static readonly int[] Mpeg1Kilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Mpeg2Kilobits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Mpeg1Rates = [44100, 48000, 32000];

    /// <summary>Whether two frames in a row stand at the beginning or, when it <paramref name="mayBePadded"/>, anywhere in <paramref name="bytes"/>.</summary>
    public static bool Begin(ReadOnlySpan<byte> bytes, bool mayBePadded)
    {
        for (var start = 0; start + 4 <= bytes.Length; start++)
        {
            var length = Length(bytes[start..]);
            if (length > 0 && start + length + 4 <= bytes.Length && Length(bytes[(start + length)..]) > 0)
            {
                return true;
            }

            if (!mayBePadded && bytes[start] != 0)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Bytes of the frame whose header this is; 0 when it is none.</summary>
    private static int Length(ReadOnlySpan<byte> header)
    {
        var version = (header[1] >> 3) & 3;
        var layer = (header[1] >> 1) & 3;
        var bitrate = header[2] >> 4;
        var rate = (header[2] >> 2) & 3;
        if (header[0] != 0xff || (header[1] & 0xe0) != 0xe0 || version == Reserved || layer != Layer3 || bitrate is 0 or 15 || rate == 3)
        {
            return 0;
        }

        var padding = (header[2] >> 1) & 1;
        return version == Mpeg1
            ? (144_000 * Mpeg1Kilobits[bitrate] / Mpeg1Rates[rate]) + padding
            : (72_000 * Mpeg2Kilobits[bitrate] / (Mpeg1Rates[rate] / (version == Mpeg25 ? 4 : 2))) + padding;
    }
}
