namespace MosaicAdmin.Components;

/// <summary>Names the texts in <c>HelpText.resx</c>: the glossary.</summary>
public sealed class HelpText;
