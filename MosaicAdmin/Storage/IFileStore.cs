namespace MosaicAdmin.Storage;

/// <summary>
/// Keeps immutable objects under slash-separated names made of <c>a-z 0-9 . - /</c>. Names are content addressed,
/// so saving an existing name again is a no-op that still succeeds.
/// </summary>
public interface IFileStore
{
    /// <summary>Stores all of <paramref name="content"/> or nothing. Throws <see cref="IOException"/>, such as <see cref="StoreFailedException"/>, when the store cannot.</summary>
    Task Save(string name, Stream content, string contentType, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading; seekable. Null when there is none.</summary>
    Task<Stream?> Open(string name, CancellationToken cancellationToken);

    Task<bool> Exists(string name, CancellationToken cancellationToken);

    /// <summary>Removes an object; removing what is not there succeeds.</summary>
    Task Delete(string name, CancellationToken cancellationToken);
}

/// <summary>The store cannot be reached or refuses; what it said is in the inner exception, for the log and not for the outside.</summary>
public sealed class StoreFailedException(string message, Exception inner) : IOException(message, inner);
