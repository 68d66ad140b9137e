using System.Text.Json;

namespace MosaicAdmin.Audit;

/// <summary>A deed with the names of what it was done to.</summary>
/// <param name="Name">What the subject is called; null when it is gone and nobody wrote down its name.</param>
/// <param name="Href">Where it can be looked at; null when it is gone.</param>
/// <param name="Within">The playlist a song is in.</param>
public sealed record AuditLine(AuditEntry Entry, string? Name = null, string? Href = null, string? Within = null, string? WithinHref = null)
{
    // They are named in the sentence, or only serve an undo.
    private static readonly string[] Unsaid = ["playlistId", "name", "from", "to", "firstAt", "lastAt", "dueAt", "latestAt", "batchId", "act", "pushes"];

    /// <summary>What a value was and became; null where the deed changed no value.</summary>
    public (string? From, string? To)? Change => Read("from") is var from && Read("to") is var to && (from ?? to) is not null ? (from, to) : null;

    /// <summary>What else is on record, by name.</summary>
    public IEnumerable<(string Name, string Value)> Details => Data is not { } data
        ? []
        : data.EnumerateObject().Where(p => !Unsaid.Contains(p.Name) && p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True)
            .Select(p => (p.Name, p.Value.ToString()));

    private JsonElement? Data
    {
        get
        {
            try
            {
                return Entry.Data is not null && JsonDocument.Parse(Entry.Data).RootElement is { ValueKind: JsonValueKind.Object } data ? data : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>A text on record; null where there is none.</summary>
    public string? Read(string name) => Data is { } data && data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
