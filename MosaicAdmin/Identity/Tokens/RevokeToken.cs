using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Makes a token useless, at once and for good.</summary>
internal sealed class RevokeToken(WriterLane lane, Permissions permissions, IStringLocalizer<IdentityText> text)
{
    public async Task Execute(ClaimsPrincipal user, Guid id, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var gone = text["Tokens.Gone"].Value;
        await lane.Run(
            async (write, ct) =>
            {
                var token = await write.Db.ApiTokens.SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFoundException(gone);
                if (token.RevokedAt is null)
                {
                    token.RevokedAt = write.Now;
                    write.Audit(actor.Name, "token.revoke", id, reason, AuditData.Json(new { token.Name }));
                }

                return await write.Db.SaveChangesAsync(ct);
            },
            cancellationToken);
    }
}
