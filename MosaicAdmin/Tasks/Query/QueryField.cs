namespace MosaicAdmin.Tasks;

/// <summary>A field word a query box offers, and what may follow it.</summary>
/// <param name="Hint">What it asks for.</param>
public sealed record QueryField(string Word, string Hint, IReadOnlyList<QueryValue> Values);

/// <summary>A value a field may take.</summary>
public sealed record QueryValue(string Value, string Hint = "");
