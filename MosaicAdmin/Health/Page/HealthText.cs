namespace MosaicAdmin.Health;

/// <summary>Names the texts in <c>HealthText.resx</c>.</summary>
public sealed class HealthText;
