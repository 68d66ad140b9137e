using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Mosaics;

/// <summary>What a run would do now.</summary>
public enum PreviewOutcome
{
    /// <summary>Make another picture.</summary>
    New,

    /// <summary>Find the covers of the mosaic that is shown.</summary>
    Same,

    /// <summary>Find the covers for which somebody chose an earlier mosaic, and leave that in place.</summary>
    Kept,

    /// <summary>Find no cover.</summary>
    None,
}

/// <summary>The mosaic that would be made now.</summary>
/// <param name="Input">Names the covers it is of.</param>
/// <param name="Jpeg">The picture of <see cref="PreviewOutcome.New"/>; null otherwise.</param>
public sealed record Preview(PreviewOutcome Outcome, string Input, Layout? Layout, byte[]? Jpeg, IReadOnlyList<LeftOut> LeftOut);

/// <summary>Draws the mosaic that would be made now, as its run would. Changes no row and stores nothing.</summary>
public sealed class PreviewMosaic(
    DrawMosaic draw, ReadCovers readCovers, DrawnPreviews previews, IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    /// <exception cref="TooManyException">They draw another one, or have drawn too many.</exception>
    /// <exception cref="Storage.StoreFailedException">The store cannot be read.</exception>
    public async Task<Preview> Execute(ClaimsPrincipal user, Guid playlistId, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Viewer, cancellationToken);
        var (covers, settled) = await Now(playlistId, cancellationToken);
        if (covers.Layout is null)
        {
            return new Preview(PreviewOutcome.None, covers.Input, null, null, []);
        }

        // Nothing is drawn for covers that a run would leave as they are shown.
        if ((settled ? null : previews.Find(playlistId, covers.Input)) is not { } drawing)
        {
            using var turn = settled ? null : previews.Turn(actor.UserId);
            drawing = await draw.Execute(playlistId, cancellationToken);
            if (drawing.Jpeg is not null)
            {
                previews.Keep(playlistId, covers.Input, drawing);
            }
        }

        return new Preview(OutcomeOf(drawing), covers.Input, drawing.Layout, drawing.Jpeg, drawing.LeftOut);
    }

    private static PreviewOutcome OutcomeOf(Drawing drawing) => drawing switch
    {
        { Jpeg: not null } => PreviewOutcome.New,
        { Kept: true } => PreviewOutcome.Kept,
        { Layout: null } => PreviewOutcome.None,
        _ => PreviewOutcome.Same,
    };

    private async Task<(CoversNow Covers, bool Settled)> Now(Guid playlistId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var playlist = await db.Playlists.AsNoTracking().SingleOrDefaultAsync(p => p.Id == playlistId, cancellationToken) ?? throw Playlist.Missing();
        var covers = await readCovers.Execute(db, playlistId, cancellationToken);
        var settled = playlist.MosaicId is { } shown
            && (playlist.RolledBackInput == covers.Input || await db.Mosaics.AnyAsync(m => m.Id == shown && m.InputHash == covers.Input, cancellationToken));
        return (covers, settled);
    }
}
