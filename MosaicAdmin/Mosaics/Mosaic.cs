using System.Text.Json;

namespace MosaicAdmin.Mosaics;

/// <summary>One picture made for a playlist. Rows are history; the playlist points to the one it shows.</summary>
public sealed class Mosaic
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid PlaylistId { get; init; }

    /// <summary>The task whose run made it.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The playlist's revision it was made from.</summary>
    public required long Revision { get; init; }

    /// <summary>SHA-256 of the JPEG in lower-case hex: its name in the store and in its URL.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 over renderer version, layout and ordered tile hashes: equal input is never rendered twice.</summary>
    public required string InputHash { get; init; }

    /// <summary>Tiles per side: 1, 2 or 3.</summary>
    public required int Columns { get; init; }

    /// <summary>JSON list of <see cref="Tile"/> in drawing order.</summary>
    public required string Tiles { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Time from take to stored picture, in milliseconds.</summary>
    public required long Milliseconds { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When its picture was given up, having been superseded long enough; null while the store keeps it.</summary>
    public DateTimeOffset? CollectedAt { get; set; }

    /// <summary>Where which cover is in it.</summary>
    public Layout ReadLayout() => new(Columns, JsonSerializer.Deserialize<List<Tile>>(Tiles, JsonSerializerOptions.Web)!);
}

/// <summary>One square of a mosaic: a cover and the song that brought it.</summary>
public sealed record Tile(Guid SongId, string CoverHash);
