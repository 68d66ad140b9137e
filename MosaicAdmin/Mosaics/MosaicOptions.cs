using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Mosaics;

/// <summary>How mosaics are drawn.</summary>
public sealed class MosaicOptions
{
    public const string Section = "Mosaic";

    /// <summary>Side of a mosaic in pixels.</summary>
    [Range(64, 4096)]
    public int Size { get; set; } = 1024;
}
