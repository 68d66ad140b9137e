using System.Security.Claims;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Demo;

/// <summary>Makes a playlist of the twelve demo songs through the same steps as any upload, as one batch: one window, one mosaic.</summary>
public sealed class FillDemo(CreatePlaylist createPlaylist, ReceiveFile receiveFile, AddSong addSong, IStringLocalizer<DemoText> text)
{
    /// <summary>The new playlist.</summary>
    public async Task<Guid> Execute(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var playlist = await createPlaylist.Execute(user, text["Playlist"], CoverMode.Mosaic, cancellationToken);
        var batch = Guid.CreateVersion7();
        foreach (var (number, song) in DemoSong.All.Index())
        {
            await using var asked = new NewSong(playlist)
            {
                Title = song.Title,
                Artist = song.Artist,
                Album = song.Album,
                Batch = batch,
                Audio = await Receive($"{song.Title}.wav", FilePart.Audio, ComposeSound.Execute(song), cancellationToken),
                Cover = await Receive($"{song.Title}.jpg", FilePart.Cover, DrawCover.Execute(number), cancellationToken),
            };
            await addSong.Execute(user, asked, cancellationToken);
        }

        return playlist;
    }

    private async Task<ReceivedFile> Receive(string name, FilePart part, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        return await receiveFile.Execute(stream, name, part, cancellationToken);
    }
}
