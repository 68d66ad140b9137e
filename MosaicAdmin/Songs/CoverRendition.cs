using SkiaSharp;

namespace MosaicAdmin.Songs;

/// <summary>A kept square picture once more, smaller: for places where it is shown small.</summary>
public static class CoverRendition
{
    private const int Quality = 80;

    /// <summary>The picture as a JPEG of <paramref name="size"/> pixels a side; the file itself when it is no larger, null when it is no picture.</summary>
    public static byte[]? Make(byte[] file, int size)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is not { Info: { Width: > 0 } header } || header.Width != header.Height)
        {
            return null;
        }

        if (header.Width <= size)
        {
            return file;
        }

        // A JPEG decodes cheaply at eighths of its size; twice the size wanted leaves the sharpening to our own scaling.
        var side = codec.GetScaledDimensions(Math.Min(1f, 2f * size / header.Width)).Width;
        using var decoded = ReadCoverPictures.New(side < size ? header.Width : side);
        if (codec.GetPixels(decoded.Info, decoded.GetPixels()) != SKCodecResult.Success)
        {
            return null;
        }

        using var smaller = ReadCoverPictures.New(size);
        Lanczos.Resize(decoded.AsPixels(), smaller.AsPixels());
        return ReadCoverPictures.Jpeg(smaller, Quality);
    }
}
