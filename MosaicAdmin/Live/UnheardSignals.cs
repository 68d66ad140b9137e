using System.Text.Json;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>Finds recorded signals that pages of this node were not told of: another node's, or those whose message was dropped.</summary>
internal sealed class UnheardSignals(TimeProvider time)
{
    /// <summary>A signal of this node may be read a moment before it is announced.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _lock = new();
    private readonly HashSet<long> _heard = [];
    private readonly Queue<(RecordedSignal Row, long ReadAt)> _waiting = new();
    private long _after = long.MaxValue;
    private long _read;

    /// <summary>Signals up to <paramref name="sequence"/> are history and are never told.</summary>
    public void StartAfter(long sequence) => _after = sequence;

    public void Heard(long sequence)
    {
        lock (_lock)
        {
            _heard.Add(sequence);
        }
    }

    public void Read(IEnumerable<RecordedSignal> rows)
    {
        foreach (var row in rows.Where(r => r.Id > _after))
        {
            _waiting.Enqueue((row, time.GetTimestamp()));
            _read = row.Id;
        }
    }

    /// <summary>What pages should have heard of by now and have not.</summary>
    public List<Signal> Due()
    {
        var due = new List<Signal>();
        lock (_lock)
        {
            while (_waiting.TryPeek(out var next) && (_heard.Contains(next.Row.Id) || time.GetElapsedTime(next.ReadAt) >= Grace))
            {
                var row = _waiting.Dequeue().Row;
                if (!_heard.Remove(row.Id))
                {
                    due.Add(Revive(row) ?? (Signal)new CatchUp());
                }
            }

            if (_waiting.Count == 0)
            {
                // What was announced after its grace is never asked for again.
                _heard.RemoveWhere(sequence => sequence <= _read);
            }
        }

        return due;
    }

    /// <summary>The signal as it was sent; null for one that a newer version recorded in a shape unknown here.</summary>
    private static TaskSignal? Revive(RecordedSignal row)
    {
        try
        {
            return SignalKind.Named(row.Kind) is { } kind && JsonSerializer.Deserialize(row.Data, kind.Type, Json) is TaskSignal signal
                ? signal with { Task = new TaskRef(row.TaskId, row.TaskName, row.SubjectId), Sequence = row.Id, At = row.At, Node = row.Node }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
