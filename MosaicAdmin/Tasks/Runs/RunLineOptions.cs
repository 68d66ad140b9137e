using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Tasks;

/// <summary>What is kept of what a task logs while it runs.</summary>
public sealed class RunLineOptions
{
    public const string Section = "RunLines";

    /// <summary>The least of the app's own lines that is kept; of what it stands on, warnings are.</summary>
    public LogLevel Level { get; set; } = LogLevel.Debug;

    /// <summary>Lines of one attempt; those after it are only counted.</summary>
    [Range(0, 10_000)]
    public int Most { get; set; } = 500;

    /// <summary>Characters of one line.</summary>
    [Range(80, 100_000)]
    public int Characters { get; set; } = 2_000;

    /// <summary>How often the lines of a run that goes on are written.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Flush { get; set; } = TimeSpan.FromSeconds(1);
}
