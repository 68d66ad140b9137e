namespace MosaicAdmin.Tasks;

/// <summary>
/// Hears what is logged while a task's body runs, by the body and by all it calls, and hands it to that run's buffer. Knows which run it is from
/// the context that flows through the body's calls, so runs at the same time never mix.
/// </summary>
[ProviderAlias("RunLines")]
public sealed class RunLog : ILoggerProvider
{
    private readonly AsyncLocal<RunLineBuffer?> _current = new();

    /// <summary>Where what is logged from here on goes; nowhere when null.</summary>
    public RunLineBuffer? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public ILogger CreateLogger(string categoryName) => new RunLogger(this, categoryName);

    public void Dispose()
    {
        // Holds nothing: each run's buffer goes with the run.
    }

    private sealed class RunLogger(RunLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        // Outside of runs a debug line costs no more than this look.
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && log.Current is not null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (log.Current is { } lines)
            {
                var text = formatter(state, exception);
                lines.Add(logLevel, category, exception is null ? text : $"{text}\n{exception}");
            }
        }
    }
}
