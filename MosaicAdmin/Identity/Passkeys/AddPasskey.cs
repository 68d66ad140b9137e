using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Adds a passkey to the account of the one who asks.</summary>
internal sealed class AddPasskey(SignInManager<User> signIn, Permissions permissions, WriterLane lane, IStringLocalizer<IdentityText> text)
{
    public const int Most = 20;
    private const int MaxName = 60;

    /// <param name="credential">What the browser's <c>navigator.credentials.create</c> gave, as JSON.</param>
    /// <exception cref="InvalidInputException">The key cannot be taken; the message says why.</exception>
    public async Task Execute(ClaimsPrincipal user, string? credential, string? name, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Viewer, cancellationToken);
        var people = signIn.UserManager;
        var owner = await people.FindByIdAsync(actor.UserId.ToString()) ?? throw new NotFoundException(text["Users.Gone"]);
        if ((await people.GetPasskeysAsync(owner)).Count >= Most)
        {
            throw new InvalidInputException(text["Passkey.Full", Most]);
        }

        var made = await Check(credential);
        if (made is not { Succeeded: true } || made.UserEntity.Id != owner.Id.ToString())
        {
            throw new InvalidInputException(text["Passkey.Failed"]);
        }

        name = new string([.. (name ?? "").Trim().Where(c => !char.IsControl(c)).Take(MaxName)]);
        made.Passkey.Name = name.Length > 0 ? name : text["Passkey.Unnamed"];
        if (!(await people.AddOrUpdatePasskeyAsync(owner, made.Passkey)).Succeeded)
        {
            throw new InvalidInputException(text["Passkey.Failed"]);
        }

        await lane.RecordPasskey(actor, "account.passkey.add", made.Passkey.Name!, cancellationToken);
    }

    private async Task<PasskeyAttestationResult?> Check(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // No challenge is out: the form was sent twice, or without asking for one.
            return null;
        }
    }
}

internal static class RecordPasskeys
{
    public static Task<int> RecordPasskey(this WriterLane lane, Actor actor, string act, string name, CancellationToken cancellationToken) => lane.Run(
        (write, ct) =>
        {
            write.Audit(actor.Name, act, actor.Name, data: AuditData.Json(new { name }));
            return write.Db.SaveChangesAsync(ct);
        },
        cancellationToken);
}
