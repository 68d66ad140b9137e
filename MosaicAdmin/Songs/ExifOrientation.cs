using System.Buffers.Binary;

namespace MosaicAdmin.Songs;

/// <summary>Reads which way up a picture is from its EXIF data, for containers whose decoder does not.</summary>
internal static class ExifOrientation
{
    private const ushort Orientation = 0x0112;
    private const ushort ShortValue = 3;
    private const int EntryLength = 12;

    /// <summary>1 to 8; 1 when the data says nothing that can be understood.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        var little = tiff[0] == 'I';
        var directory = Number(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        var entries = tiff[((int)directory + 2)..];
        for (var left = Short(tiff[(int)directory..]); left > 0 && entries.Length >= EntryLength; left--, entries = entries[EntryLength..])
        {
            if (Short(entries) == Orientation && Short(entries[2..]) == ShortValue)
            {
                return Short(entries[8..]) is >= 1 and <= 8 and var orientation ? orientation : 1;
            }
        }

        return 1;

        ushort Short(ReadOnlySpan<byte> at) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        uint Number(ReadOnlySpan<byte> at) => little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
    }
}
