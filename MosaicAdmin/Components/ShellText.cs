namespace MosaicAdmin.Components;

/// <summary>Names the texts in <c>ShellText.resx</c>: the frame round every page and the parts several features use.</summary>
public sealed class ShellText;
