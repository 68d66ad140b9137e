namespace MosaicAdmin.Playlists;

/// <summary>What a playlist may be called.</summary>
public static class PlaylistName
{
    public const int MaxLength = 200;

    /// <summary><paramref name="name"/> without spaces round it.</summary>
    /// <exception cref="InvalidInputException">It is empty, too long, or holds a line break or another control character.</exception>
    public static string Checked(string? name)
    {
        var trimmed = (name ?? "").Trim();
        return trimmed switch
        {
            "" => throw new InvalidInputException("A playlist needs a name."),
            { Length: > MaxLength } => throw new InvalidInputException($"A playlist's name has at most {MaxLength} characters; this one has {trimmed.Length}."),
            _ when trimmed.Any(char.IsControl) => throw new InvalidInputException("A playlist's name is one line of text without control characters."),
            _ => trimmed,
        };
    }
}
