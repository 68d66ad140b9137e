using System.Text.Json;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>The name this process goes by in signals, leases and the scheduler.</summary>
public sealed record NodeName(string Value)
{
    public static NodeName OfThisProcess { get; } = new($"{Environment.MachineName}:{Environment.ProcessId}");

    public override string ToString() => Value;
}

/// <summary>Writes a signal into the transaction of what it tells about; it is announced once that is committed.</summary>
public sealed class RecordSignal(SignalDispatcher dispatcher, NodeName node)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What a signal carries, as JSON.</summary>
    public static string Data(TaskSignal signal) => JsonSerializer.Serialize(signal, signal.GetType(), Json);

    public void Execute(Write write, TaskSignal signal)
    {
        var kind = SignalKind.Of(signal);
        var row = new RecordedSignal
        {
            TaskId = signal.Task.Id,
            SubjectId = signal.Task.SubjectId,
            TaskName = signal.Task.Name,
            Kind = kind.Name,
            // A waiting task is revoked where it was published, a running one where it runs.
            Side = signal is TaskRevoked { Terminated: false } ? SignalSide.Sender : kind.Side,
            At = write.Now,
            Node = node.Value,
            Data = Data(signal),
        };
        write.Db.Signals.Add(row);
        write.AfterCommit(() => dispatcher.Send(signal with { Sequence = row.Id, At = row.At, Node = row.Node }));
    }
}
