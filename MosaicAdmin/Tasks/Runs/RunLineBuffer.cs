namespace MosaicAdmin.Tasks;

/// <summary>A line as it was logged, before it has a row.</summary>
public sealed record LoggedLine(DateTimeOffset At, LogLevel Level, string Category, string Text);

/// <summary>The lines of one attempt that are not written yet. Bounded: what is too much is counted, what is too long is cut.</summary>
public sealed class RunLineBuffer(RunLineOptions options, TimeProvider time)
{
    private const int LongestCategory = 200;

    private readonly Lock _lock = new();
    private List<LoggedLine> _pending = [];
    private int _kept;
    private int _leftOut;
    private bool _over;

    /// <summary>May come from any thread; comes too late once the last was taken.</summary>
    public void Add(LogLevel level, string category, string text)
    {
        lock (_lock)
        {
            if (_over)
            {
                return;
            }

            if (_kept >= options.Most)
            {
                _leftOut++;
                return;
            }

            _kept++;
            _pending.Add(Line(level, category, text));
        }
    }

    /// <summary>What came since the last time.</summary>
    /// <param name="last">Nothing comes after it; says how many lines were too many.</param>
    public IReadOnlyList<LoggedLine> Take(bool last)
    {
        lock (_lock)
        {
            if (last && !_over && _leftOut > 0)
            {
                _pending.Add(Line(LogLevel.Warning, typeof(RunLineBuffer).FullName!, $"{_leftOut} more lines are not kept."));
            }

            _over |= last;
            (var taken, _pending) = (_pending, []);
            return taken;
        }
    }

    private LoggedLine Line(LogLevel level, string category, string text) =>
        new(time.GetUtcNow(), level, Cut(category, LongestCategory), Cut(text, options.Characters));

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        // Half of a pair is no character.
        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
