using System.Globalization;
using System.Text;

namespace MosaicAdmin.Songs;

/// <summary>A file somebody sent that is not kept. <see cref="Exception.Message"/> is one sentence that may be shown to that person as it is.</summary>
/// <param name="fileName">The name as it was sent; any string.</param>
/// <param name="problem">The rest of the sentence, from its verb on, without the full stop: <c>is larger than 32 MB</c>.</param>
/// <param name="status">413 too large, 415 not of a kind we take, 422 damaged or beyond a limit.</param>
public sealed class RefusedFileException(string fileName, string problem, int status)
    : Exception($"“{Shown(fileName)}” {problem.TrimEnd('.')}.")
{
    private const int LongestName = 80;

    public string FileName { get; } = Shown(fileName);

    public int Status { get; } = status;

    /// <summary>The last part of a name, without what could reorder, hide or break the line it is printed in. Still needs HTML encoding.</summary>
    private static string Shown(string fileName)
    {
        var name = new StringBuilder();
        foreach (var rune in fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                name.Append(rune);
            }
        }

        var shown = name.ToString().Trim();
        return shown.Length switch
        {
            0 => "file without a name",
            <= LongestName => shown,
            _ => new StringInfo(shown) is var text && text.LengthInTextElements > LongestName
                ? text.SubstringByTextElements(0, LongestName - 1) + "…"
                : shown,
        };
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate)
        && rune != Rune.ReplacementChar;
}
