namespace MosaicAdmin.Tasks;

/// <summary>What somebody looks for among tasks: <c>state:failed playlist:"Road trip" -by:ann after:2026-11-01 duration:&gt;5s</c>. All of it must hold.</summary>
/// <param name="Words">As typed.</param>
/// <param name="Terms">As understood; a field without a value yet asks for nothing.</param>
public sealed record TaskQuery(IReadOnlyList<QueryWord> Words, IReadOnlyList<TaskTerm> Terms)
{
    public const int MaxLength = 500;
    public const int MaxWords = 20;

    public static TaskQuery Empty { get; } = new([], []);

    /// <summary>True when days and times stand in it, which mean what they mean in the reader's zone.</summary>
    public bool SaysWhen => Terms.Any(t => t is TimeTerm);

    /// <exception cref="WrongQueryException">A word cannot be read.</exception>
    public static TaskQuery Parse(string? text, ReaderTime time) => TryRead(text, time, out var fault) ?? throw new WrongQueryException(fault!);

    /// <summary>Reads a query; null and <paramref name="fault"/> when a word of it cannot be.</summary>
    public static TaskQuery? TryRead(string? text, ReaderTime time, out QueryFault? fault)
    {
        var words = QueryWord.Read(text);
        fault = text?.Length > MaxLength || words.Count > MaxWords ? new QueryFault("TooLong", $"{MaxLength}", $"{MaxWords}") : null;
        var terms = new List<TaskTerm>();
        foreach (var word in fault is null ? words : [])
        {
            var term = TermReader.Read(word, time, out fault);
            if (fault is not null)
            {
                break;
            }

            terms.AddRange(term is null ? [] : [term]);
        }

        return fault is null ? new TaskQuery(words, terms) : null;
    }

    /// <summary>The query's text without the words about <paramref name="field"/>.</summary>
    public static string? Without(string? text, TaskField field)
    {
        var kept = QueryWord.Write(QueryWord.Read(text).Where(w => w.Field != TaskFields.Spelled[(int)field]));
        return kept.Length == 0 ? null : kept;
    }

    public override string ToString() => QueryWord.Write(Words);
}
