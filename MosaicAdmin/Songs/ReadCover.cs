using Microsoft.Extensions.Options;

namespace MosaicAdmin.Songs;

/// <summary>Turns a picture file of any origin into a <see cref="Cover"/>, or says why not. One instance per process, since it bounds the decodes at once.</summary>
public sealed class ReadCover(IOptions<UploadOptions> upload, IOptions<CoverOptions> covers)
{
    /// <exception cref="RefusedFileException">It is not a picture that may be kept; the message says why.</exception>
    public Task<Cover> Execute(Stream content, string fileName, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{upload}{covers}");
}
