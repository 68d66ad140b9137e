namespace MosaicAdmin.Ledger;

/// <summary>Names the texts in <c>LedgerText.resx</c>.</summary>
public sealed class LedgerText;
