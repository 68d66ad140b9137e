namespace MosaicAdmin.Mosaics;

/// <summary>Names the texts in <c>MosaicsText.resx</c>: comparing, previewing and the history of mosaics.</summary>
public sealed class MosaicsText;
