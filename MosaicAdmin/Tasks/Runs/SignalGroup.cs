using System.Text.Json;

namespace MosaicAdmin.Tasks;

/// <summary>Signals of a task that belong together: a wait, or an attempt from the moment it was received.</summary>
/// <param name="Attempt">Counted from 1; 0 for what happened while it waited.</param>
public sealed record SignalGroup(int Attempt, IReadOnlyList<TaskSignalEntry> Signals)
{
    private static readonly string[] Ends = ["success", "failure", "retry", "rejected", "unknown", "internal_error", "revoked"];
    private static readonly string[] Words = ["message", "reason", "result"];

    /// <summary>When its body began; null when it was not run.</summary>
    public DateTimeOffset? Began => Attempt == 0 ? null : Signals.FirstOrDefault(s => s.Kind == "prerun")?.At;

    /// <summary>The signal that says how it ended; null while it goes on, and for a wait that came to its end.</summary>
    public TaskSignalEntry? End => Signals.LastOrDefault(s => Ends.Contains(s.Kind));

    /// <summary>When its body was over, as far as that was told.</summary>
    public DateTimeOffset? Over => Attempt == 0 ? null : (Signals.LastOrDefault(s => s.Kind == "postrun") ?? End)?.At;

    /// <summary>What ended it, as its signal says: an exception's message, a reason, or a result.</summary>
    public string? Why => End is { Data.ValueKind: JsonValueKind.Object } end ? Words.Select(name => Word(end, name)).FirstOrDefault(w => w is not null) : null;

    /// <summary>In the order of the record. A new publish of the same task belongs to the attempt that asked for it.</summary>
    public static IReadOnlyList<SignalGroup> Of(IReadOnlyList<TaskSignalEntry> signals)
    {
        var groups = new List<(int Attempt, List<TaskSignalEntry> Signals)>();
        var (attempts, over) = (0, false);
        foreach (var signal in signals)
        {
            var begins = signal.Kind == "received";
            if (groups.Count == 0 || begins || (over && signal.Kind is "revoked"))
            {
                attempts += begins ? 1 : 0;
                groups.Add((begins ? attempts : 0, []));
            }

            over = signal.Kind == "postrun";
            groups[^1].Signals.Add(signal);
        }

        return [.. groups.Select(g => new SignalGroup(g.Attempt, g.Signals))];
    }

    private static string? Word(TaskSignalEntry signal, string name) =>
        signal.Data.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
}
