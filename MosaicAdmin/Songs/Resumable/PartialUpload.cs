namespace MosaicAdmin.Songs;

/// <summary>An upload that may stop and go on: what was said of the file before its first byte. Its bytes lie beside it in <see cref="PartialFolder"/>.</summary>
/// <param name="Name">As the sender calls the file; any string, never used as a path.</param>
/// <param name="Length">How many bytes it will have.</param>
/// <param name="Metadata">The tus header as it was sent, given back on asking.</param>
/// <param name="Hash">SHA-256 of the whole file in lower-case hex, once somebody needed it.</param>
/// <param name="Used">A song was made of it: the bytes are gone, and the same request again can still be answered.</param>
public sealed record PartialUpload(Guid Id, Guid Owner, string Name, long Length, string? Metadata, string? Hash = null, bool Used = false);

/// <summary>The resumable upload cannot go on this way; the message is one sentence that says why.</summary>
public sealed class UploadRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
