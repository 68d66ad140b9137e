using System.Security.Claims;
using System.Security.Cryptography;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Hands an upload that has arrived whole to whoever makes a song of it.</summary>
public sealed class TakeUpload(Permissions permissions, PartialFolder folder, TimeProvider time)
{
    /// <summary>
    /// The file. One that a song was made of comes without its bytes: the request that did so can be answered again, another cannot.
    /// </summary>
    /// <exception cref="NotFoundException">The person has no such upload.</exception>
    /// <exception cref="UploadRefusedException">It has not arrived whole.</exception>
    public async Task<ReceivedFile> Execute(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var upload = folder.Find(actor.UserId, id) ?? throw new NotFoundException(FindUpload.Gone);
        var offset = upload.Used ? upload.Length : folder.Offset(upload);
        if (offset < upload.Length)
        {
            throw new UploadRefusedException(StatusCodes.Status409Conflict, $"The upload has not arrived whole: {offset} of {upload.Length} bytes are there.");
        }

        folder.Touch(upload, time.GetUtcNow());
        if (upload.Hash is null)
        {
            await using var content = new ReceivedFile(folder.PathOf(upload), null, upload.Name, "", upload.Length).Open();
            upload = upload with { Hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) };
            folder.Write(upload);
        }

        return new ReceivedFile(folder.PathOf(upload), null, upload.Name, upload.Hash, upload.Length);
    }

    /// <summary>A song was made of it: the bytes go.</summary>
    public async Task Finish(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        if (folder.Find(actor.UserId, id) is { Used: false } upload)
        {
            folder.Write(upload with { Used = true });
            folder.RemoveBytes(upload);
        }
    }
}
