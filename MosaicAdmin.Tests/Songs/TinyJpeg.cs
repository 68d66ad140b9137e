namespace MosaicAdmin.Tests.Songs;

/// <summary>Writes JPEGs that common encoders do not: CMYK, and progressive in any number of scans. Four flat quarters, in blocks of 8 by 8.</summary>
internal static class TinyJpeg
{
    /// <param name="quarters">Top left, top right, bottom left, bottom right; each as many values as there are channels.</param>
    /// <param name="scans">0 is baseline; more is progressive, of which the first scan holds the picture and the others add nothing.</param>
    public static byte[] Write(int blocks, byte[][] quarters, int scans = 0)
    {
        var channels = quarters[0].Length;
        List<byte> file = [0xFF, 0xD8];
        if (channels == 4)
        {
            // Adobe's mark for plain CMYK, whose values are stored inverted.
            Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        }

        Segment(0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        var side = (ushort)(blocks * 8);
        byte[] size = [(byte)(side >> 8), (byte)side];
        Segment(scans > 0 ? (byte)0xC2 : (byte)0xC0,
            [8, .. size, .. size, (byte)channels, .. Enumerable.Range(1, channels).SelectMany(c => new byte[] { (byte)c, 0x11, 0 })]);

        // Codes of four bits for each size of a difference, and one bit for "nothing more in this block".
        Segment(0xC4, [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        Segment(0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Segment(0xDA,
            [(byte)channels, .. Enumerable.Range(1, channels).SelectMany(c => new byte[] { (byte)c, 0 }), 0, scans > 0 ? (byte)0 : (byte)63, 0]);
        file.AddRange(Picture(blocks, quarters, endOfBlock: scans == 0));
        for (var scan = 1; scan < scans; scan++)
        {
            Segment(0xDA, [1, 1, 0, 1, 63, 0]);
            file.AddRange(new byte[((blocks * blocks) + 7) / 8]);
        }

        return [.. file, 0xFF, 0xD9];

        void Segment(byte marker, byte[] body) => file.AddRange([0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body]);
    }

    private static List<byte> Picture(int blocks, byte[][] quarters, bool endOfBlock)
    {
        List<byte> bytes = [];
        int held = 0, count = 0;
        var last = new int[quarters[0].Length];
        for (var block = 0; block < blocks * blocks; block++)
        {
            var quarter = quarters[(block / blocks * 2 / blocks * 2) + (block % blocks * 2 / blocks)];
            for (var channel = 0; channel < last.Length; channel++)
            {
                var difference = quarter[channel] - 128 - last[channel];
                last[channel] += difference;
                var length = 32 - int.LeadingZeroCount(Math.Abs(difference));
                Put(length, 4);
                Put((difference < 0 ? difference - 1 : difference) & ((1 << length) - 1), length);
                Put(0, endOfBlock ? 1 : 0);
            }
        }

        Put(127, 7);
        return bytes;

        void Put(int value, int length)
        {
            held = (held << length) | value;
            for (count += length; count >= 8; count -= 8)
            {
                var next = (byte)(held >> (count - 8));
                bytes.Add(next);
                if (next == 0xFF)
                {
                    bytes.Add(0);
                }
            }

            held &= (1 << count) - 1;
        }
    }
}
