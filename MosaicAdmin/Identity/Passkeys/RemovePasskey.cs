using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Takes a passkey from the account of the one who asks.</summary>
internal sealed class RemovePasskey(UserManager<User> people, Permissions permissions, WriterLane lane)
{
    /// <param name="id">The credential's id in base64url; one that is not theirs changes nothing.</param>
    public async Task Execute(ClaimsPrincipal user, string? id, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Viewer, cancellationToken);
        if (id is null || !Base64Url.IsValid(id)
            || await people.FindByIdAsync(actor.UserId.ToString()) is not { } owner
            || await people.GetPasskeyAsync(owner, Base64Url.DecodeFromChars(id)) is not { } key)
        {
            return;
        }

        await people.RemovePasskeyAsync(owner, key.CredentialId);
        await lane.RecordPasskey(actor, "account.passkey.remove", key.Name ?? "", cancellationToken);
    }
}
