using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Says where an upload stands.</summary>
public sealed class FindUpload(Permissions permissions, PartialFolder folder)
{
    public const string Gone = "There is no such upload, or it has expired; send the file again.";

    /// <exception cref="NotFoundException">The person has no such upload.</exception>
    public async Task<(PartialUpload Upload, long Offset)> Execute(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var upload = Require(folder, await permissions.Require(user, Roles.Editor, cancellationToken), id);
        return (upload, folder.Offset(upload));
    }

    /// <exception cref="UploadRefusedException">A song was made of it already.</exception>
    internal static PartialUpload Require(PartialFolder folder, Actor actor, Guid id) => folder.Find(actor.UserId, id) switch
    {
        null => throw new NotFoundException(Gone),
        { Used: true } => throw new UploadRefusedException(StatusCodes.Status410Gone, "A song was made of this upload; send the file again for another."),
        var upload => upload,
    };
}
