namespace MosaicAdmin.Mosaics;

/// <summary>Paths on 16 × 16 for what became of a tile; its word always stands with it or in the list beside.</summary>
public static class FateIcons
{
    public static string Of(TileFate fate) => fate switch
    {
        TileFate.Came => "M8 2.5v11M2.5 8h11",
        TileFate.Went => "M2.5 8h11",
        TileFate.Moved => "M2 5.5h10.5M9.5 2.5l3 3-3 3M14 10.5H3.5M6.5 7.5l-3 3 3 3",
        _ => "M3 8.5 6.5 12 13 4.5",
    };
}
