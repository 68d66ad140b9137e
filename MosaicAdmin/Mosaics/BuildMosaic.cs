using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Mosaics;

/// <summary>A playlist shows another mosaic, or none.</summary>
public sealed record MosaicMade(Guid PlaylistId) : Signal;

/// <summary>What the message of <c>mosaic.create</c> says.</summary>
public sealed record MosaicArguments(Guid PlaylistId);

/// <summary>Makes one playlist's mosaic and shows it: the task <c>mosaic.create</c>.</summary>
public sealed partial class BuildMosaic(
    DrawMosaic draw, IFileStore files, SignalDispatcher signals, FaultPoints faults, TimeProvider time, ILogger<BuildMosaic> logger)
    : TaskBody<MosaicArguments>
{
    public const string TaskName = "mosaic.create";

    public override async Task<TaskResult> Run(Claim claim, MosaicArguments arguments, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var drawing = await draw.Execute(arguments.PlaylistId, cancellationToken);
        var leftOut = drawing.LeftOut is { Count: > 0 } some ? some : null;
        if (drawing.Jpeg is not { } jpeg)
        {
            var removed = drawing is { Layout: null, WasShown: true, Kept: false };
            return new TaskResult(
                Changed: removed,
                Milliseconds: Elapsed(started),
                Commit: (write, ct) => removed ? Show(write, claim, drawing, null, ct) : Leave(write, claim, drawing, ct))
            {
                Did = removed ? "removed" : drawing.Kept ? "kept" : null,
                LeftOut = leftOut,
            };
        }

        var key = Convert.ToHexStringLower(SHA256.HashData(jpeg));
        var storing = time.GetTimestamp();
        await files.Save($"mosaics/{key}.jpg", new MemoryStream(jpeg), "image/jpeg", cancellationToken);
        LogStored(key, jpeg.Length, Elapsed(storing));
        faults.Reach(FaultPoint.MosaicStored);
        var mosaic = new Mosaic
        {
            PlaylistId = arguments.PlaylistId,
            TaskId = claim.TaskId,
            Revision = claim.Taken,
            Key = key,
            InputHash = drawing.InputHash!,
            Columns = drawing.Layout!.Columns,
            Tiles = JsonSerializer.Serialize(drawing.Layout.Tiles, JsonSerializerOptions.Web),
            Bytes = jpeg.Length,
            Milliseconds = Elapsed(started),
            MadeAt = time.GetUtcNow(),
        };
        return new TaskResult(
            Changed: true, $"/media/mosaics/{key}.jpg", jpeg.Length, mosaic.Milliseconds, (write, ct) => Show(write, claim, drawing, mosaic, ct))
        {
            LeftOut = leftOut,
        };
    }

    private async Task Show(Write write, Claim claim, Drawing drawing, Mosaic? mosaic, CancellationToken cancellationToken)
    {
        await MarkCovers.Execute(write, claim.SubjectId, drawing, cancellationToken);
        if (mosaic is not null)
        {
            write.Db.Mosaics.Add(mosaic);
        }

        var playlist = await write.Db.Playlists.SingleAsync(p => p.Id == claim.SubjectId, cancellationToken);

        // Somebody may have rolled back while it was drawn: then it is history at once.
        if (playlist is not { MosaicId: not null, RolledBackInput: { } chosen } || chosen != (drawing.InputHash ?? ""))
        {
            playlist.Show(mosaic?.Id, mosaic?.Key);
        }

        write.AfterCommit(() => signals.Send(new MosaicMade(claim.SubjectId)));
    }

    private static async Task Leave(Write write, Claim claim, Drawing drawing, CancellationToken cancellationToken)
    {
        await MarkCovers.Execute(write, claim.SubjectId, drawing, cancellationToken);

        // The covers have changed to just those that the chosen mosaic was made of: it is the newest again.
        if (drawing is { RolledBack: { } chosen, Kept: false }
            && await write.Db.Playlists.SingleAsync(p => p.Id == claim.SubjectId, cancellationToken) is { } playlist && playlist.RolledBackInput == chosen)
        {
            playlist.Show(playlist.MosaicId, playlist.MosaicKey);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Stored mosaics/{Key}.jpg, {Bytes} bytes, in {Milliseconds} ms")]
    private partial void LogStored(string key, int bytes, long milliseconds);

    private long Elapsed(long started) => (long)time.GetElapsedTime(started).TotalMilliseconds;
}
