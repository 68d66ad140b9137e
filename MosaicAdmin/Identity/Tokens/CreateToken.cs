using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Makes an API token of the one who asks. The answer is the only place the token ever stands in clear.</summary>
internal sealed class CreateToken(WriterLane lane, Permissions permissions, IStringLocalizer<IdentityText> text)
{
    public const int MaxName = 100;
    private const int SecretBytes = 32;

    /// <exception cref="InvalidInputException">The name is missing or too long.</exception>
    public async Task<string> Execute(ClaimsPrincipal user, string? name, string role, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        name = (name ?? "").Trim();
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
        {
            throw new InvalidInputException(text["Tokens.Name.Wrong", MaxName]);
        }

        _ = Roles.IdOf(role);
        var token = "mosaic_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        await lane.Run(
            (write, ct) =>
            {
                var row = write.AddToken(actor.UserId, name, token, role);
                write.Audit(actor.Name, "token.create", row.Id, data: AuditData.Json(new { name, role }));
                return write.Db.SaveChangesAsync(ct);
            },
            cancellationToken);
        return token;
    }
}
