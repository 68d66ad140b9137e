namespace MosaicAdmin.Live;

/// <summary>Names the texts in <c>LiveText.resx</c>: the live page.</summary>
public sealed class LiveText;
