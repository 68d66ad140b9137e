using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Audit;

/// <summary>One page of the record, newest first.</summary>
/// <param name="Older">Whether there is more behind it.</param>
public sealed record AuditPart(IReadOnlyList<AuditEntry> Entries, bool Older);

/// <summary>Reads who did what. Pages by the last id seen, so that new rows do not shift what is being read.</summary>
internal sealed class ListAudit(IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    public const int Take = 50;

    /// <param name="actor">Part of a name, or null for everybody.</param>
    /// <param name="act">Part of an act, such as <c>token</c>, or null for all.</param>
    /// <param name="before">Only rows older than this id.</param>
    public async Task<AuditPart> Execute(ClaimsPrincipal user, string? actor, string? act, long? before, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Audit.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(actor))
        {
            rows = rows.Where(a => a.Actor.Contains(actor.Trim()));
        }

        if (!string.IsNullOrWhiteSpace(act))
        {
            rows = rows.Where(a => a.Act.Contains(act.Trim()));
        }

        if (before is { } id)
        {
            rows = rows.Where(a => a.Id < id);
        }

        var found = await rows.OrderByDescending(a => a.Id).Take(Take + 1).ToListAsync(cancellationToken);
        return new(found.Count > Take ? found[..Take] : found, found.Count > Take);
    }
}
