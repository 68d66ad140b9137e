using System.Buffers.Binary;
using System.Text;

namespace MosaicAdmin.Songs;

/// <summary>Tells what audio a file is by its first bytes.</summary>
public static class SniffAudio
{
    private const int Enough = 128 << 10;
    private const int Id3Header = 10;

    /// <summary>More ID3v2 tags than any program writes; a file made of nothing else is not read to its end.</summary>
    private const int MaxTags = 16;
    private const int OggFirstPayload = 28;

    /// <summary>Brands of MP4 files that hold sound; films share some, so a reader must still look for a picture track.</summary>
    private static readonly string[] Brands = ["M4A ", "M4B ", "mp41", "mp42", "isom", "iso2", "iso4", "iso5", "iso6", "dash"];

    /// <summary>The format of <paramref name="content"/>, which must be seekable, or null when it is none that is taken.</summary>
    public static AudioFormat? Execute(Stream content)
    {
        var tag = AfterTags(content);
        content.Position = tag;
        var start = new byte[Enough];
        var head = start.AsSpan(0, content.ReadAtLeast(start, Enough, throwOnEndOfStream: false));
        return head switch
        {
            _ when head.StartsWith("fLaC"u8) => AudioFormat.Flac,
            _ when Mp3Frames.Begin(head, mayBePadded: tag > 0) => AudioFormat.Mp3,
            _ when tag > 0 => null,
            _ when head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WAVE"u8) => AudioFormat.Wav,
            _ when head.StartsWith("OggS"u8) && head.Length > OggFirstPayload && IsSound(head[OggFirstPayload..]) => AudioFormat.Ogg,
            _ when head.Length > 12 && head[4..].StartsWith("ftyp"u8) && Brands.Contains(Encoding.Latin1.GetString(head[8..12])) => AudioFormat.M4a,
            _ => null,
        };
    }

    private static bool IsSound(ReadOnlySpan<byte> packet) =>
        packet.StartsWith("OpusHead"u8) || packet.StartsWith("\u0001vorbis"u8) || packet.StartsWith("\u007fFLAC"u8) || packet.StartsWith("Speex   "u8);

    /// <summary>Where ID3v2 tags, of which there may be several, end.</summary>
    private static long AfterTags(Stream content)
    {
        var header = new byte[Id3Header];
        long position = 0;
        for (var tags = 0; tags < MaxTags; tags++)
        {
            content.Position = position;
            if (content.ReadAtLeast(header, Id3Header, throwOnEndOfStream: false) < Id3Header || !header.AsSpan().StartsWith("ID3"u8))
            {
                return position;
            }

            // Seven bits of each byte count.
            var size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(6));
            var length = (size & 0x7f) | ((size >> 1) & 0x3f80) | ((size >> 2) & 0x1fc000) | ((size >> 3) & 0xfe00000);
            var footer = (header[5] & 0x10) != 0 ? Id3Header : 0;
            position += Id3Header + length + footer;
        }

        return position;
    }
}
