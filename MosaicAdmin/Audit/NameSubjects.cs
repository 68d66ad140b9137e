using MosaicAdmin.Data;
using Microsoft.EntityFrameworkCore;

namespace MosaicAdmin.Audit;

/// <summary>Finds what the subjects of some deeds are called today. What is gone goes by the name that was written down, if any was.</summary>
internal static class NameSubjects
{
    public static async Task<IReadOnlyList<AuditLine>> Named(this MosaicDb db, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var bare = entries.Select(e => new AuditLine(e)).ToList();
        var (songIds, taskIds, tokenIds) = (Ids(bare, AuditSubject.Song), Ids(bare, AuditSubject.Task), Ids(bare, AuditSubject.Token));
        var songs = await db.Songs.Where(s => songIds.Contains(s.Id)).Select(s => new { s.Id, s.Title, s.PlaylistId }).ToDictionaryAsync(s => s.Id, cancellationToken);
        var tasks = await db.Tasks.Where(t => taskIds.Contains(t.Id)).Select(t => new { t.Id, t.Name, t.SubjectId }).ToDictionaryAsync(t => t.Id, cancellationToken);
        var tokens = await db.ApiTokens.Where(t => tokenIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, cancellationToken);
        Guid[] playlistIds =
        [
            .. Ids(bare, AuditSubject.Playlist), .. songs.Values.Select(s => s.PlaylistId), .. tasks.Values.Select(t => t.SubjectId),
            .. bare.Select(l => Guid.TryParse(l.Read("playlistId"), out var id) ? id : Guid.Empty).Distinct(),
        ];
        var playlists = await db.Playlists.Where(p => playlistIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        return [.. bare.Select(Named)];

        AuditLine Named(AuditLine line)
        {
            var (entry, id) = (line.Entry, Guid.TryParse(line.Entry.Subject, out var parsed) ? parsed : Guid.Empty);
            var written = line.Read("name");
            switch (AuditActs.SubjectOf(entry.Act))
            {
                case AuditSubject.Song:
                    var song = songs.GetValueOrDefault(id);
                    var home = song?.PlaylistId ?? (Guid.TryParse(line.Read("playlistId"), out var noted) ? noted : Guid.Empty);
                    var within = playlists.GetValueOrDefault(home);
                    return line with { Name = song?.Title ?? written, Href = song is null ? null : Playlist(home), Within = within, WithinHref = within is null ? null : Playlist(home) };
                case AuditSubject.Playlist:
                    return line with { Name = playlists.GetValueOrDefault(id) ?? written, Href = playlists.ContainsKey(id) ? Playlist(id) : null };
                case AuditSubject.Task:
                    var task = tasks.GetValueOrDefault(id);
                    return line with { Name = task is null ? null : playlists.GetValueOrDefault(task.SubjectId) ?? task.Name, Href = task is null ? null : $"/tasks/{id}" };
                case AuditSubject.Token:
                    return line with { Name = tokens.GetValueOrDefault(id) ?? written, Href = "/admin/tokens" };
                case AuditSubject.Person:
                    return line with { Name = entry.Subject, Href = "/admin/users" };
                case AuditSubject.Setting:
                    return line with { Name = entry.Subject, Href = $"/admin/settings#{entry.Subject.Split(':')[0].ToLowerInvariant()}" };
                case AuditSubject.Invariant:
                    return line with { Name = entry.Subject, Href = "/health-check" };
                default:
                    return line;
            }
        }

        static string Playlist(Guid id) => $"/playlists/{id}";
    }

    private static Guid[] Ids(IEnumerable<AuditLine> lines, AuditSubject kind) =>
        [.. lines.Where(l => AuditActs.SubjectOf(l.Entry.Act) == kind && Guid.TryParse(l.Entry.Subject, out _)).Select(l => Guid.Parse(l.Entry.Subject)).Distinct()];
}
