using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Songs;

/// <summary>How covers are kept.</summary>
public sealed class CoverOptions
{
    public const string Section = "Mosaic";

    /// <summary>Side in pixels of the square kept of each cover, which mosaics are made from. Changing it changes the hash of covers sent later.</summary>
    [Range(64, 2048)]
    public int TileSize { get; set; } = 512;
}
