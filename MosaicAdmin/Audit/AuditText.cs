namespace MosaicAdmin.Audit;

/// <summary>Names the texts in <c>AuditText.resx</c>.</summary>
public sealed class AuditText;
