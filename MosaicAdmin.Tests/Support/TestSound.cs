using System.Buffers.Binary;

namespace MosaicAdmin.Tests.Support;

/// <summary>Small valid sounds.</summary>
public static class TestSound
{
    /// <summary>A tone as 16-bit mono WAV; another pitch is another file.</summary>
    public static byte[] Wav(double pitch, double seconds = 0.5)
    {
        const int rate = 8000;
        var samples = (int)(rate * seconds);
        var file = new byte[44 + (samples * 2)];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples * 2);
        for (var i = 0; i < samples; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header[(44 + (i * 2))..], (short)(8000 * Math.Sin(2 * Math.PI * pitch * i / rate)));
        }

        return file;
    }

    /// <summary>What is not audio at all, whatever it is called.</summary>
    public static byte[] Text() => "This is a shopping list and no song.\n"u8.ToArray();
}
