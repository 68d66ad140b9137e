namespace MosaicAdmin.Songs;

/// <summary>What an audio file says of itself.</summary>
/// <param name="Picture">The embedded cover's bytes as they are, not yet looked at; null without one.</param>
/// <param name="Warnings">What could not be read, a sentence each.</param>
public sealed record Tags(
    AudioFormat Format, string? Title, string? Artist, string? Album, long? DurationMs, byte[]? Picture, IReadOnlyList<string> Warnings);
