namespace MosaicAdmin.Mosaics;

/// <summary>What stands on one side of a comparison.</summary>
public enum SideKind
{
    /// <summary>The cover that is shown.</summary>
    Shown,

    /// <summary>Another mosaic of the history.</summary>
    Kept,

    /// <summary>The mosaic that would be made now.</summary>
    Preview,
}

/// <summary>One side of a comparison.</summary>
/// <param name="Url">Null for a cover that is only drawn.</param>
/// <param name="Layout">Without tiles where it is no mosaic.</param>
public sealed record Side(SideKind Kind, string? Url, Layout Layout, DateTimeOffset? MadeAt)
{
    public static Side Of(MosaicView mosaic) => new(mosaic.Shown ? SideKind.Shown : SideKind.Kept, mosaic.Url, mosaic.Layout, mosaic.MadeAt);
}

/// <summary>Two pictures of one playlist, the earlier one first.</summary>
public sealed record SidePair(Side Before, Side After)
{
    public static readonly Layout NoTiles = new(0, []);

    /// <summary>The picture that is shown and another one, in the order they were made; what is not made yet comes last.</summary>
    public static SidePair Of(Side shown, Side other) =>
        other.Kind is SideKind.Preview || shown.MadeAt is null || other.MadeAt > shown.MadeAt ? new(shown, other) : new(other, shown);

    public IReadOnlyList<TileChange> Changes() => CompareTiles.Execute(Before.Layout, After.Layout);
}
