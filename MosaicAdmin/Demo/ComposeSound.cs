using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MosaicAdmin.Demo;

/// <summary>Plays a demo song's chord, plucked note by note, into a WAV file that carries its tags. The same song is always the same bytes.</summary>
public static class ComposeSound
{
    private const int Rate = 22050;
    private const double Seconds = 4;
    private const double Pluck = 0.28;
    private const double Attack = 0.008;

    // Each harmonic is quieter and dies sooner, as on a string.
    private static readonly (int Multiple, double Level)[] Harmonics = [(1, 1), (2, 0.45), (3, 0.2), (4, 0.08)];

    public static byte[] Execute(DemoSong song) => Wav(Play(song), Tags(song));

    private static double[] Play(DemoSong song)
    {
        var sound = new double[(int)(Rate * Seconds)];
        for (var note = 0; note < song.Chord.Length; note++)
        {
            var pitch = 440 * Math.Pow(2, (song.Root + song.Chord[note] - 69) / 12.0);
            AddNote(sound, (int)(Rate * Pluck * note), pitch);
        }

        AddNote(sound, 0, 440 * Math.Pow(2, (song.Root - 12 - 69) / 12.0));
        var loudest = sound.Max(Math.Abs);
        for (var i = 0; i < sound.Length; i++)
        {
            var fade = Math.Min(1, (sound.Length - i) / (Rate * 0.8));
            sound[i] *= 0.7 * fade / loudest;
        }

        return sound;
    }

    private static void AddNote(double[] sound, int from, double pitch)
    {
        foreach (var (multiple, level) in Harmonics)
        {
            // A turning pointer that shrinks: a decaying sine for two multiplications a sample.
            var turn = Complex.FromPolarCoordinates(Math.Exp(-(1.1 + multiple) / Rate), 2 * Math.PI * pitch * multiple / Rate);
            var pointer = new Complex(level, 0);
            for (var i = from; i < sound.Length; i++)
            {
                sound[i] += Math.Min(1, (i - from) / (Rate * Attack)) * pointer.Imaginary;
                pointer *= turn;
            }
        }
    }

    private static byte[] Tags(DemoSong song)
    {
        using var list = new MemoryStream();
        list.Write("INFO"u8);
        foreach (var (id, text) in new[] { ("INAM", song.Title), ("IART", song.Artist), ("IPRD", song.Album) })
        {
            Chunk(list, id, Encoding.UTF8.GetBytes(text + '\0'));
        }

        return list.ToArray();
    }

    private static byte[] Wav(double[] sound, byte[] tags)
    {
        var format = new byte[16];
        BinaryPrimitives.WriteInt16LittleEndian(format, 1);
        BinaryPrimitives.WriteInt16LittleEndian(format.AsSpan(2), 1);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(8), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(format.AsSpan(12), 2);
        BinaryPrimitives.WriteInt16LittleEndian(format.AsSpan(14), 16);

        var data = new byte[sound.Length * 2];
        for (var i = 0; i < sound.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(i * 2), (short)(sound[i] * short.MaxValue));
        }

        using var body = new MemoryStream();
        body.Write("WAVE"u8);
        Chunk(body, "fmt ", format);
        Chunk(body, "LIST", tags);
        Chunk(body, "data", data);
        using var file = new MemoryStream();
        Chunk(file, "RIFF", body.ToArray());
        return file.ToArray();
    }

    private static void Chunk(Stream to, string id, byte[] content)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        to.Write(Encoding.ASCII.GetBytes(id));
        to.Write(size);
        to.Write(content);
        if (content.Length % 2 == 1)
        {
            to.WriteByte(0);
        }
    }
}
