namespace MosaicAdmin.Tasks;

/// <summary>A list as somebody likes to see it, under a name of their own.</summary>
public sealed class SavedView
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid UserId { get; init; }

    /// <summary>Which list: the first part of its address, such as <c>tasks</c>.</summary>
    public required string Page { get; init; }

    public required string Name { get; set; }

    /// <summary>The address's query, without the question mark.</summary>
    public required string Query { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
