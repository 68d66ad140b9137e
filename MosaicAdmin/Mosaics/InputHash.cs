using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MosaicAdmin.Mosaics;

/// <summary>Names everything a mosaic's bytes depend on, so that equal input need not be rendered again.</summary>
public static class InputHash
{
    /// <summary>SHA-256 in lower-case hex. Which song brought a cover does not enter: it cannot be seen.</summary>
    public static string Of(Layout layout, int size)
    {
        var input = string.Create(CultureInfo.InvariantCulture,
            $"{SkiaMosaicRenderer.Version}\n{size}\n{layout.Columns}\n{string.Join('\n', layout.Tiles.Select(tile => tile.CoverHash))}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input)));
    }
}
