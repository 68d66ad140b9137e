using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Adds an uploaded song to the end of a playlist and has the playlist's mosaic made again.</summary>
public sealed class AddSong(Permissions permissions, IDbContextFactory<MosaicDb> databases, PrepareSong prepare, SongsKeeper songs, FaultPoints faults)
{
    /// <exception cref="RefusedFileException">A file cannot be kept.</exception>
    /// <exception cref="InvalidInputException">A word is too long, a part is missing, or the key belongs to another upload.</exception>
    /// <exception cref="DuplicateSongException">The playlist has this audio, and the sender wanted to be asked.</exception>
    public async Task<AddedSong> Execute(ClaimsPrincipal user, NewSong asked, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        Check(asked);
        var receipt = ReceiptSlip.For(asked, actor);
        Song? source;

        // Looked up before the files are read, which costs most; the transaction looks again and decides.
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (await receipt.Find(db, cancellationToken) is { } answered)
            {
                return answered;
            }

            await SongsKeeper.RequirePlaylist(db, asked.PlaylistId, cancellationToken);
            source = await FindSource(db, asked.SameAudioAs, cancellationToken);
            await FindDuplicate(db, asked, asked.Audio?.Hash ?? source?.AudioHash, cancellationToken);
        }

        var content = await prepare.Execute(asked, source, cancellationToken);
        faults.Reach(FaultPoint.ObjectStored);
        try
        {
            return await songs.Change(asked.PlaylistId, (write, touch, ct) => Enter(write, touch, asked, content, actor, receipt, ct), cancellationToken);
        }
        catch (DbUpdateException) when (receipt.HasKey)
        {
            // Another node may have answered the same key at the same moment.
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            if (await receipt.Find(db, cancellationToken) is { } answered)
            {
                return answered;
            }

            throw;
        }
    }

    private static async Task<AddedSong> Enter(
        Write write, Touch touch, NewSong asked, SongContent content, Actor actor, ReceiptSlip receipt, CancellationToken cancellationToken)
    {
        if (await receipt.Find(write.Db, cancellationToken) is { } answered)
        {
            return answered;
        }

        var duplicate = await FindDuplicate(write.Db, asked, content.AudioHash, cancellationToken);
        var replaced = asked.Replaces is { } old ? await SongsKeeper.RequireSong(write.Db, asked.PlaylistId, old, cancellationToken) : null;
        var song = new Song
        {
            PlaylistId = asked.PlaylistId,
            Position = replaced?.Position ?? await Place(write.Db, asked, cancellationToken),
            BatchId = asked.Batch,
            BatchOrder = replaced is null ? asked.Order : null,
            Title = content.Title,
            Artist = content.Artist,
            Album = content.Album,
            DurationMs = content.DurationMs,
            AudioHash = content.AudioHash,
            AudioFormat = content.AudioFormat,
            AudioBytes = content.AudioBytes,
            CoverHash = content.CoverHash ?? replaced?.CoverHash,
            AddedAt = write.Now,
            AddedBy = actor.Name,
        };
        write.Db.Songs.Add(song);
        write.Audit(actor.Name, "song.add", song.Id, data: $$"""{"playlistId":"{{song.PlaylistId}}"}""");
        if (replaced is not null)
        {
            write.Db.Songs.Remove(replaced);
            write.Audit(actor.Name, "song.replace", replaced.Id, data: AuditData.Json(new { name = replaced.Title, playlistId = asked.PlaylistId, by = song.Id }));
        }

        var touched = await touch(actor.Name, asked.Batch);
        var added = new AddedSong(SongView.Of(song), touched?.TaskId, touched?.DueAt, duplicate, content.Warnings, content.AudioHash, replaced?.Id);
        receipt.Write(write, added);
        return added;
    }

    /// <summary>The end of the playlist, or the place its batch has kept for it.</summary>
    private static async Task<int> Place(MosaicDb db, NewSong asked, CancellationToken cancellationToken)
    {
        var songs = db.Songs.Where(s => s.PlaylistId == asked.PlaylistId);
        var order = asked.Batch is null ? 0 : asked.Order ?? 0;
        var start = await songs
            .Where(s => s.BatchId == asked.Batch && s.BatchId != null && s.BatchOrder != null)
            .Select(s => s.Position - s.BatchOrder)
            .FirstOrDefaultAsync(cancellationToken);
        start = asked.Order is null ? null : start;
        return order + (start ?? (await songs.MaxAsync(s => (int?)s.Position, cancellationToken) ?? 0) + 1);
    }

    private static void Check(NewSong asked)
    {
        if (asked.Audio is null && asked.Cover is null && asked.SameAudioAs is null)
        {
            throw new InvalidInputException("A song needs at least one part: audio or cover.");
        }

        if (asked.Audio is not null && asked.SameAudioAs is not null)
        {
            throw new InvalidInputException("Send audio or sameAudioAs, not both.");
        }

        foreach (var (text, what) in new[] { (asked.Title, "title"), (asked.Artist, "artist"), (asked.Album, "album") })
        {
            _ = SongName.Checked(text, what);
        }
    }

    private static async Task<Song?> FindSource(MosaicDb db, Guid? id, CancellationToken cancellationToken) => id is null
        ? null
        : await db.Songs.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.AudioHash != null, cancellationToken)
            ?? throw new InvalidInputException("sameAudioAs names no song that has audio.");

    /// <summary>A song of the playlist with the same audio, or null. Throws instead when the sender wants to be asked.</summary>
    private static async Task<Guid?> FindDuplicate(MosaicDb db, NewSong asked, string? audioHash, CancellationToken cancellationToken)
    {
        if (audioHash is null)
        {
            return null;
        }

        var existing = await db.Songs.AsNoTracking()
            .Where(s => s.PlaylistId == asked.PlaylistId && s.AudioHash == audioHash && (asked.Replaces == null || s.Id != asked.Replaces))
            .OrderBy(s => s.Position)
            .FirstOrDefaultAsync(cancellationToken);
        return existing is not null && asked.AskAboutDuplicates ? throw new DuplicateSongException(SongView.Of(existing)) : existing?.Id;
    }
}
