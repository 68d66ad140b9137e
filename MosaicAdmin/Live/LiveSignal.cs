namespace MosaicAdmin.Live;

/// <summary>A signal as the live page shows it.</summary>
/// <param name="Playlist">What its playlist is called; null for a task on its own, and when the playlist is gone.</param>
public sealed record LiveSignal(SignalNews News, string? Playlist);
