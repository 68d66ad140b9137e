namespace MosaicAdmin.Songs;

/// <summary>A rectangle of four-byte pixels in memory that somebody else owns.</summary>
/// <param name="bytes">From the first byte of the first row to the last byte of the last.</param>
/// <param name="stride">Bytes from one row to the next.</param>
public readonly ref struct Pixels(Span<byte> bytes, int stride, int width, int height)
{
    private readonly Span<byte> _bytes = bytes;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public Span<byte> Row(int y) => _bytes.Slice(y * stride, Width * 4);

    /// <summary>The part that begins at <paramref name="x"/>, <paramref name="y"/>.</summary>
    public Pixels Crop(int x, int y, int width, int height) =>
        new(_bytes[((y * stride) + (x * 4))..], stride, width, height);
}
