using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Audit;

/// <summary>One page of the record, newest first.</summary>
/// <param name="Older">Whether there is more behind it.</param>
public sealed record AuditPart(IReadOnlyList<AuditLine> Lines, bool Older);

/// <summary>Reads who did what. Pages by the last id seen, so that new rows do not shift what is being read.</summary>
internal sealed class ListAudit(IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    public const int Take = 50;
    private const int Together = 500;

    /// <param name="before">Only rows older than this id.</param>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    public async Task<AuditPart> Execute(ClaimsPrincipal user, AuditFilter filter, long? before, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        return await Read(filter, before, Take, cancellationToken);
    }

    /// <summary>All that match, as they are read.</summary>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    public async Task<IAsyncEnumerable<AuditLine>> All(ClaimsPrincipal user, AuditFilter filter, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        return Stream(filter, cancellationToken);
    }

    private async IAsyncEnumerable<AuditLine> Stream(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long? before = null; ;)
        {
            var part = await Read(filter, before, Together, cancellationToken);
            foreach (var line in part.Lines)
            {
                yield return line;
            }

            if (!part.Older)
            {
                yield break;
            }

            before = part.Lines[^1].Entry.Id;
        }
    }

    private async Task<AuditPart> Read(AuditFilter filter, long? before, int take, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await Matching(db, filter, cancellationToken);
        rows = before is { } id ? rows.Where(a => a.Id < id) : rows;
        var found = await rows.OrderByDescending(a => a.Id).Take(take + 1).ToListAsync(cancellationToken);
        return new(await db.Named(found.Count > take ? found[..take] : found, cancellationToken), found.Count > take);
    }

#pragma warning disable CA1304, CA1311, CA1862 // The database compares: it knows upper(), and neither cultures nor comparisons.
    private static async Task<IQueryable<AuditEntry>> Matching(MosaicDb db, AuditFilter filter, CancellationToken cancellationToken)
    {
        var rows = db.Audit.AsNoTracking();
        rows = filter.Actor is { } actor ? rows.Where(a => a.Actor.ToUpper().Contains(actor.ToUpperInvariant())) : rows;
        rows = filter.Act is { } act ? rows.Where(a => a.Act.StartsWith(act)) : rows;
        rows = filter.Subject is { } subject ? rows.Where(a => a.Subject == subject) : rows;
        rows = filter.Since is { } since ? rows.Where(a => a.At >= since) : rows;
        rows = filter.Until is { } until ? rows.Where(a => a.At < until) : rows;
        if (filter.Text?.ToUpperInvariant() is not { } text)
        {
            return rows;
        }

        var named = await CalledSo(db, text, cancellationToken);
        return rows.Where(a => a.Actor.ToUpper().Contains(text) || a.Act.ToUpper().Contains(text) || a.Subject.ToUpper().Contains(text)
            || a.Reason!.ToUpper().Contains(text) || a.Data!.ToUpper().Contains(text) || named.Contains(a.Subject));
    }

    /// <summary>Ids of what is called so today: a deed names it by its id.</summary>
    private static async Task<List<string>> CalledSo(MosaicDb db, string text, CancellationToken cancellationToken)
    {
        var ids = db.Playlists.Where(p => p.Name.ToUpper().Contains(text)).Select(p => p.Id)
            .Concat(db.Songs.Where(s => s.Title.ToUpper().Contains(text)).Select(s => s.Id))
            .Concat(db.ApiTokens.Where(t => t.Name.ToUpper().Contains(text)).Select(t => t.Id));
        return [.. (await ids.Take(Together).ToListAsync(cancellationToken)).Select(id => id.ToString())];
    }
#pragma warning restore CA1304, CA1311, CA1862
}
