using System.Globalization;

namespace MosaicAdmin.Tasks;

/// <summary>Understands one word of a query.</summary>
internal static class TermReader
{
    private const int ShortestPiece = 4;

    /// <summary>What <paramref name="word"/> asks for; null when it asks for nothing yet, or with a <paramref name="fault"/>.</summary>
    public static TaskTerm? Read(QueryWord word, ReaderTime time, out QueryFault? fault)
    {
        fault = null;
        if (word.Field is null)
        {
            return new TextTerm(word.Not, null, word.Values);
        }

        if (!TaskFields.TryParse(word.Field, out var field))
        {
            fault = new QueryFault("NoField", word.Field, string.Join(", ", TaskFields.Spelled));
            return null;
        }

        if (word.Values.Count == 0)
        {
            return null;
        }

        var value = string.Join(',', word.Values);
        TaskTerm? term = field switch
        {
            TaskField.State => States(word, out fault),
            TaskField.Id when word.Values.All(IsIdOrPiece) => new IdTerm(word.Not, word.Values),
            TaskField.Id => null,
            TaskField.After or TaskField.Before => time.Read(value) is { } at ? new TimeTerm(word.Not, field is TaskField.Before, at) : null,
            TaskField.Duration => SpanText.Read(After(value, out var how)) is { } span ? new DurationTerm(word.Not, how ?? Comparison.AtLeast, span, time.Now) : null,
            TaskField.Attempts => int.TryParse(After(value, out var how), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new AttemptsTerm(word.Not, how ?? Comparison.Equal, count) : null,
            _ => new TextTerm(word.Not, field, word.Values),
        };
        fault ??= term is null ? new QueryFault(field is TaskField.Before ? "NoAfter" : $"No{field}", value) : null;
        return term;
    }

    /// <summary>True for an id, and for as many of its digits as tell it from others.</summary>
    public static bool IsIdOrPiece(string text) => text.Length >= ShortestPiece && text.All(c => char.IsAsciiHexDigit(c) || c == '-');

    // The beginning of a state is enough.
    private static StateTerm? States(QueryWord word, out QueryFault? fault)
    {
        var all = Enum.GetValues<TaskState>();
        var wrong = word.Values.FirstOrDefault(v => !all.Any(s => Begins(s, v)));
        fault = wrong is null ? null : new QueryFault("NoState", wrong, string.Join(", ", all.Select(s => s.Spelled())));
        return wrong is null ? new StateTerm(word.Not, [.. all.Where(s => word.Values.Any(v => Begins(s, v)))]) : null;
    }

    private static bool Begins(TaskState state, string value) => state.Spelled().StartsWith(value, StringComparison.OrdinalIgnoreCase);

    private static string After(string value, out Comparison? how)
    {
        how = value switch
        {
            ['>', '=', ..] => Comparison.AtLeast,
            ['<', '=', ..] => Comparison.AtMost,
            ['>', ..] => Comparison.More,
            ['<', ..] => Comparison.Less,
            ['=', ..] => Comparison.Equal,
            _ => null,
        };
        return value[(how is Comparison.AtLeast or Comparison.AtMost ? 2 : how is null ? 0 : 1)..];
    }
}
