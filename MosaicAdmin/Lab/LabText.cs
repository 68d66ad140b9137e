namespace MosaicAdmin.Lab;

/// <summary>Names the texts in <c>LabText.resx</c>: the Signal Lab.</summary>
public sealed class LabText;
