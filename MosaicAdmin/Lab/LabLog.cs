using System.Collections.Immutable;
using MosaicAdmin.Live;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>
/// What the Lab's handlers did, in the memory of this process: the last calls only, gone with a restart. The signals themselves are rows.
/// </summary>
public sealed class LabLog(LiveFeed live, NodeName node, TimeProvider time)
{
    private const int Kept = 1000;

    private ImmutableList<HandlerLine> _lines = [];
    private long _last;

    /// <summary>The calls made for the tasks of these subjects, oldest first.</summary>
    public IReadOnlyList<HandlerLine> Of(Guid subject) => [.. _lines.Where(line => line.Signal.Task.SubjectId == subject)];

    /// <summary>Does a handler's <paramref name="work"/> for <paramref name="signal"/> and notes when it was called, how long it took and whether it threw.</summary>
    public async Task<HandlerLine> Note(string handler, TaskSignal signal, Func<Task> work)
    {
        var began = time.GetUtcNow();
        var after = began > signal.At ? began - signal.At : TimeSpan.Zero;
        var line = new HandlerLine(Interlocked.Increment(ref _last), handler, signal, node.Value, after);
        Write(lines => lines.Count < Kept ? lines.Add(line) : lines.RemoveAt(0).Add(line), line);
        var outcome = HandlerOutcome.Threw;
        try
        {
            await work();
            outcome = HandlerOutcome.Done;
        }
        finally
        {
            var ended = line with { Took = time.GetUtcNow() - began, Outcome = outcome };
            Write(lines => lines.FindIndex(l => l.Number == line.Number) is >= 0 and var at ? lines.SetItem(at, ended) : lines, ended);
            line = ended;
        }

        return line;
    }

    private void Write(Func<ImmutableList<HandlerLine>, ImmutableList<HandlerLine>> change, HandlerLine line)
    {
        ImmutableInterlocked.Update(ref _lines, change);
        live.Publish(new WindowChanged(line.Signal.Task.SubjectId));
    }
}
