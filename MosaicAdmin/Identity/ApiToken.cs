namespace MosaicAdmin.Identity;

/// <summary>A bearer token of one user. Only its SHA-256 is kept; the token itself is shown once.</summary>
public sealed class ApiToken
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid UserId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the token in lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Its first characters, to tell tokens apart in a list.</summary>
    public required string Prefix { get; init; }

    public required string Role { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
