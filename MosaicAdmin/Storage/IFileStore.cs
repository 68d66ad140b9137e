namespace MosaicAdmin.Storage;

/// <summary>
/// Keeps immutable objects under slash-separated names made of <c>a-z 0-9 . - /</c>. Names are content addressed,
/// so saving an existing name again writes nothing and still succeeds. Whatever a store cannot do is a <see cref="StoreFailedException"/>.
/// </summary>
public interface IFileStore
{
    /// <summary>Stores all of <paramref name="content"/> or nothing. An object that is there already becomes as young as a new one.</summary>
    Task Save(string name, Stream content, string contentType, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading; seekable. Null when there is none.</summary>
    Task<Stream?> Open(string name, CancellationToken cancellationToken);

    Task<bool> Exists(string name, CancellationToken cancellationToken);

    /// <summary>Makes an object as young as a new one, so that nobody takes it for left over; false when there is none.</summary>
    Task<bool> Refresh(string name, CancellationToken cancellationToken);

    /// <summary>All objects whose names begin with <paramref name="prefix"/>, in no order, as they are found.</summary>
    IAsyncEnumerable<StoredObject> List(string prefix, CancellationToken cancellationToken);

    /// <summary>Removes an object; removing what is not there succeeds.</summary>
    Task Delete(string name, CancellationToken cancellationToken);

    /// <summary>Removes an object unless it was saved or refreshed at <paramref name="limit"/> or later; false when it stays or is not there.</summary>
    Task<bool> DeleteIfOlder(string name, DateTimeOffset limit, CancellationToken cancellationToken);
}

/// <summary>An object as a list names it.</summary>
/// <param name="ModifiedAt">When it was last saved or refreshed, by the store's clock.</param>
public sealed record StoredObject(string Name, long Bytes, DateTimeOffset ModifiedAt);

/// <summary>The store cannot be reached or refuses; what it said is in the inner exception, for the log and not for the outside.</summary>
public sealed class StoreFailedException(string message, Exception? inner = null) : IOException(message, inner);
