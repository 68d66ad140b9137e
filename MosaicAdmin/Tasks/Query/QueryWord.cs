using System.Text;

namespace MosaicAdmin.Tasks;

/// <summary>One word of a query as it was typed: <c>rain</c>, <c>state:failed,lost</c>, <c>-playlist:"Road trip"</c>.</summary>
/// <param name="Field">In lower case; null for a word that may stand anywhere.</param>
/// <param name="Values">One for a word without a field; none while a field's value is still to be typed.</param>
/// <param name="Not">What it says must not be so.</param>
public sealed record QueryWord(string? Field, IReadOnlyList<string> Values, bool Not)
{
    /// <summary>Cuts a query into its words. Any text is one; a quotation mark that is not closed lasts to the end.</summary>
    public static IReadOnlyList<QueryWord> Read(string? text) => new QueryReader(text ?? "").Words();

    public static string Write(IEnumerable<QueryWord> words) => string.Join(' ', words);

    /// <summary>Spelled so that <see cref="Read"/> makes the same word of it.</summary>
    public override string ToString()
    {
        var spelled = new StringBuilder(Not ? "-" : "");
        spelled = Field is null ? spelled : spelled.Append(Field).Append(':');
        return spelled.AppendJoin(',', Values.Select(Spelled)).ToString();
    }

    private string Spelled(string value) => NeedsQuotes(value)
        ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : value;

    private bool NeedsQuotes(string value) =>
        value.Length == 0 || value.Any(c => char.IsWhiteSpace(c) || c == '"')
        || (Field is null ? value[0] == '-' || QueryReader.FieldAt(value, 0) > 0 : value.Contains(','));
}
