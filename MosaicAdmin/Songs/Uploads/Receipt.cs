namespace MosaicAdmin.Songs;

/// <summary>
/// The answer given to one <c>Idempotency-Key</c>, written in the upload's own transaction: the same key again gets the same answer.
/// Follows draft-ietf-httpapi-idempotency-key-header.
/// </summary>
public sealed class Receipt
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whoever sent the key; two people may use the same one.</summary>
    public required string Owner { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over what was sent, so that one key with two different uploads is refused.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The JSON that was answered.</summary>
    public required string Answer { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
