namespace MosaicAdmin.Mosaics;

/// <summary>How the cover is looked at.</summary>
public enum StageView
{
    /// <summary>Alone, its tiles leading to their songs.</summary>
    Cover,

    /// <summary>Over another one, up to a line.</summary>
    Slider,

    /// <summary>Beside another one, tile by tile.</summary>
    Tiles,
}
