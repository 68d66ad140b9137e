namespace MosaicAdmin.Tasks;

/// <summary>All tasks were paused, or go on.</summary>
public sealed record PauseChanged : Signal;
