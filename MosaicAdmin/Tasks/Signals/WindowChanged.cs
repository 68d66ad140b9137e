namespace MosaicAdmin.Tasks;

/// <summary>A playlist's window changed in any way.</summary>
public sealed record WindowChanged(Guid SubjectId) : Signal;
