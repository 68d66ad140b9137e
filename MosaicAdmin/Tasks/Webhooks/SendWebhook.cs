using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace MosaicAdmin.Tasks;

/// <summary>What is posted of a signal.</summary>
/// <param name="Id">The signal's place in the record of all: the same however often it is posted.</param>
/// <param name="Playlist">Null for a task sent on its own.</param>
/// <param name="Data">What the signal carries, as the API shows it.</param>
public sealed record WebhookEvent(long Id, string Kind, DateTimeOffset At, WebhookTask Task, Guid? Playlist, string Node, JsonNode? Data);

/// <summary>The task a signal is about.</summary>
public sealed record WebhookTask(Guid Id, string Name);

/// <summary>Posts the signals that are wanted. Being a receiver like any other, it is felt by no task.</summary>
public sealed class SendWebhook(WebhookEndpoint endpoint, WindowTask windowTask, IOptions<WebhookOptions> options) : IReceive<TaskSignal>
{
    public async Task Receive(TaskSignal signal, CancellationToken cancellationToken)
    {
        var kind = SignalKind.Of(signal).Name;
        if (options.Value.Wants(kind))
        {
            Guid? playlist = signal.Task.Name == windowTask.Name ? signal.Task.SubjectId : null;
            var told = new WebhookEvent(
                signal.Sequence, kind, signal.At, new(signal.Task.Id, signal.Task.Name), playlist, signal.Node, JsonNode.Parse(RecordSignal.Data(signal)));
            await endpoint.Post(signal.Sequence, JsonSerializer.SerializeToUtf8Bytes(told, JsonSerializerOptions.Web), cancellationToken);
        }
    }
}
