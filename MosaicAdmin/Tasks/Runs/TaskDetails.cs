using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MosaicAdmin.Tasks;

/// <summary>A recorded signal of a task, as its page and the API show it.</summary>
/// <param name="Sequence">Position in the record of all signals.</param>
/// <param name="Data">What it carries.</param>
public sealed record TaskSignalEntry(
    long Sequence,
    string Kind,
    DateTimeOffset At,
    string Node,
    [property: JsonConverter(typeof(LowerCase<SignalSide>))] SignalSide Side,
    JsonElement Data)
{
    /// <summary>The signal as the rule of sequences sees it.</summary>
    [JsonIgnore]
    public SequenceStep Step => new(Kind, Data.ValueKind == JsonValueKind.Object
        && Data.TryGetProperty("terminated", out var terminated) && terminated.ValueKind == JsonValueKind.True);

    internal static TaskSignalEntry From(RecordedSignal row) =>
        new(row.Id, row.Kind, row.At, row.Node, row.Side, JsonElement.Parse(row.Data));
}

/// <summary>A line that a task logged while it ran.</summary>
/// <param name="Attempt">Which attempt logged it, from 1.</param>
/// <param name="Category">Who logged it: the type's full name.</param>
/// <param name="Text">The message, with the exception it came with.</param>
public sealed record TaskLogLine(
    int Attempt, DateTimeOffset At, [property: JsonConverter(typeof(LowerCase<LogLevel>))] LogLevel Level, string Category, string Text);

/// <summary>Who asked a task to stop, when and why: the first of a cancel's three moments.</summary>
public sealed record CancelAsked(DateTimeOffset At, string? By, string? Reason);

/// <summary>Everything there is to know of one task.</summary>
public sealed record TaskDetails : TaskSummary
{
    /// <summary>As a file tells of it.</summary>
    [JsonConstructor]
    public TaskDetails()
    {
    }

    [SetsRequiredMembers]
    internal TaskDetails(TaskSummary summary)
        : base(summary)
    {
    }

    /// <summary>The message's payload.</summary>
    public JsonElement Arguments { get; init; }

    /// <summary>Message and stack of the last exception.</summary>
    public string? ExceptionDetail { get; init; }

    public CancelAsked? CancelAsked { get; init; }

    /// <summary>The second moment: when the node that ran it was told. The third is its end.</summary>
    public DateTimeOffset? CancelDeliveredAt { get; init; }

    /// <summary>Who cancelled it while it waited.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>Who let it go after it had failed, and why.</summary>
    public WindowAct? Dropped { get; init; }

    /// <summary>Who holds or forced it while it waits, and why.</summary>
    public WindowAct? Acted { get; init; }

    /// <summary>In the order they were recorded.</summary>
    public IReadOnlyList<TaskSignalEntry> Signals { get; init; } = [];

    /// <summary>What it logged while it ran, in order; the last <see cref="ReadTask.MostLines"/>.</summary>
    public IReadOnlyList<TaskLogLine> Log { get; init; } = [];
}
