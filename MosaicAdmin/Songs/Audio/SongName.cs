using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MosaicAdmin.Songs;

/// <summary>Words that came from outside, made fit to be kept and shown: one line, nothing hidden, not too long.</summary>
public static partial class SongName
{
    /// <summary>Characters of a title, an artist or an album.</summary>
    public const int MaxLength = 300;

    /// <summary>
    /// Without control characters and without marks that turn the direction of the text after them; white space as single spaces;
    /// at most <see cref="MaxLength"/> characters, cut between letters. Null when nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        var kept = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                kept.Append(kept.Length > 0 && kept[^1] != ' ' ? " " : "");
            }
            else if (!TurnsDirection(rune) && rune != Rune.ReplacementChar)
            {
                kept.Append(rune);
            }
        }

        var line = Cut(kept.ToString().Normalize().Trim()).Trim();
        return line.Length == 0 ? null : line;
    }

    /// <summary>As <see cref="Clean"/>, for words that somebody typed: those are refused instead of cut.</summary>
    /// <exception cref="InvalidInputException">It is longer than <see cref="MaxLength"/>.</exception>
    public static string? Checked(string? text, string what) => text?.Trim().Length > MaxLength
        ? throw new InvalidInputException($"The {what} is longer than {MaxLength} characters.")
        : Clean(text);

    /// <summary>What a file's name says: <c>Artist - Title.mp3</c>, or the title alone. Folders and a track number in front are left out.</summary>
    public static (string? Artist, string? Title) FromFile(string fileName)
    {
        var last = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = TrackNumber().Replace(Clean(Extension().Replace(last.Trim(), "")) ?? "", "");
        var dash = name.IndexOf(" - ", StringComparison.Ordinal);
        return dash < 0 ? (null, Clean(name)) : (Clean(name[..dash]), Clean(name[(dash + 3)..]));
    }

    private static bool TurnsDirection(Rune rune) =>
        rune.Value is 0x061c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x206f) or 0xfeff;

    private static string Cut(string line)
    {
        var end = 0;
        while (end < line.Length && end + StringInfo.GetNextTextElementLength(line, end) is var next && next <= MaxLength)
        {
            end = next;
        }

        return line[..end];
    }

    [GeneratedRegex(@"\.[A-Za-z0-9]{1,5}\z")]
    private static partial Regex Extension();

    [GeneratedRegex(@"\A\d{1,3}\s?[.-]\s+(?=\S)")]
    private static partial Regex TrackNumber();
}
