namespace MosaicAdmin.Songs;

/// <summary>What is kept of a cover that somebody sent: upright squares in sRGB, without metadata. The same file gives the same bytes.</summary>
/// <param name="Hash">SHA-256 of <paramref name="Tile"/> in lower-case hex.</param>
/// <param name="Tile">Lossless PNG that mosaics are made from.</param>
/// <param name="Display">512 px JPEG.</param>
/// <param name="Thumbnail">160 px JPEG.</param>
public sealed record Cover(string Hash, byte[] Tile, byte[] Display, byte[] Thumbnail);
