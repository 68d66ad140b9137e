using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>What an edit sets. What is absent stays; an empty artist or album is taken away.</summary>
public sealed record SongEdit(string? Title = null, string? Artist = null, string? Album = null);

/// <summary>Changes what a song is called. Covers stay as they are, so nothing is published.</summary>
public sealed class EditSong(Permissions permissions, SongsKeeper songs)
{
    /// <exception cref="InvalidInputException">The title is empty, or something is too long.</exception>
    public async Task<SongView> Execute(ClaimsPrincipal user, Guid playlistId, Guid songId, SongEdit edit, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var (title, artist, album) = (SongName.Checked(edit.Title, "title"), SongName.Checked(edit.Artist, "artist"), SongName.Checked(edit.Album, "album"));
        if (edit.Title is not null && title is null)
        {
            throw new InvalidInputException("A song needs a title.");
        }

        return await songs.Change(
            playlistId,
            async (write, _, ct) =>
            {
                var song = await SongsKeeper.RequireSong(write.Db, playlistId, songId, ct);
                song.Title = title ?? song.Title;
                song.Artist = edit.Artist is null ? song.Artist : artist;
                song.Album = edit.Album is null ? song.Album : album;
                write.Audit(actor.Name, "song.edit", songId);
                return SongView.Of(song);
            },
            cancellationToken);
    }
}
