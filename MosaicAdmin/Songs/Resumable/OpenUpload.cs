using System.Security.Claims;
using Microsoft.Extensions.Options;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Begins an upload that may stop and go on.</summary>
public sealed class OpenUpload(Permissions permissions, PartialFolder folder, IOptions<UploadOptions> options)
{
    /// <exception cref="RefusedFileException">A file of this length is not taken.</exception>
    /// <exception cref="UploadRefusedException">The person has as many unfinished uploads as one may have.</exception>
    public async Task<PartialUpload> Execute(ClaimsPrincipal user, string? name, long length, string? metadata, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var file = string.IsNullOrWhiteSpace(name) ? "audio" : name;
        if (length == 0)
        {
            throw new RefusedFileException(file, "is empty", StatusCodes.Status422UnprocessableEntity);
        }

        if (length > options.Value.MaxAudioBytes)
        {
            throw ReceiveFile.TooLarge(file, options.Value.MaxAudioBytes);
        }

        var (count, bytes) = folder.Held(actor.UserId);
        if (count >= options.Value.MaxOpen || bytes + length > options.Value.MaxOpenBytes)
        {
            throw new UploadRefusedException(
                StatusCodes.Status429TooManyRequests, $"You have {count} uploads that are no songs yet; save or remove some of them first.");
        }

        var upload = new PartialUpload(Guid.CreateVersion7(), actor.UserId, file, length, metadata);
        try
        {
            folder.Add(upload);
        }
        catch (IOException full)
        {
            throw new KeepingFailedException(full);
        }

        return upload;
    }
}
