using System.Text.Json;

namespace MosaicAdmin.Tasks;

/// <summary>Which sentence says what a signal means: some kinds arise for more than one reason, and say which by what they carry.</summary>
public static class SignalCaption
{
    /// <summary>The key among the texts of one task.</summary>
    public static string Of(TaskSignalEntry signal) => signal.Kind switch
    {
        "failure" when Word(signal, "exception") == RunKeeper.NodeLost => "Kind.failure.lost",
        "failure" when Word(signal, "exception") is nameof(TaskCanceledException) or nameof(OperationCanceledException) => "Kind.failure.limit",
        "revoked" when Has(signal, "expired") => "Kind.revoked.expired",
        "revoked" when Has(signal, "supersededBy") => Has(signal, "terminated") ? "Kind.revoked.overtaken" : "Kind.revoked.superseded",
        "revoked" when Word(signal, "reason") == WindowKeeper.PlaylistDeleted => "Kind.revoked.deleted",
        "revoked" => Has(signal, "terminated") ? "Kind.revoked.stopped" : "Kind.revoked.cancelled",
        "success" when Word(signal, "result") is "unchanged" or "removed" => $"Kind.success.{Word(signal, "result")}",
        _ => $"Kind.{signal.Kind}",
    };

    private static string? Word(TaskSignalEntry signal, string name) => Value(signal, name) is { ValueKind: JsonValueKind.String } word ? word.GetString() : null;

    private static bool Has(TaskSignalEntry signal, string name) => Value(signal, name) is { ValueKind: JsonValueKind.True or JsonValueKind.String };

    private static JsonElement? Value(TaskSignalEntry signal, string name) =>
        signal.Data.ValueKind is JsonValueKind.Object && signal.Data.TryGetProperty(name, out var value) ? value : null;
}
