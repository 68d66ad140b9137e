using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>Streams recorded signals from a cursor on, each once and in order, for as long as somebody reads. What nobody has read yet is not held for them.</summary>
public sealed class WatchSignals(IDbContextFactory<MosaicDb> databases, SignalTail tail, LiveFeed live)
{
    private const int ReadAtOnce = 500;

    public async IAsyncEnumerable<SignalNews> Execute(WatchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Listening comes before reading, or what is recorded in between would wait for the next news.
        using var subscription = live.Subscribe(signal => signal is SignalsSettled);
        await tail.Started.WaitAsync(cancellationToken);
        var cursor = request.After ?? tail.Through;
        await using var news = subscription.News(cancellationToken).GetAsyncEnumerator(cancellationToken);
        do
        {
            for (var through = tail.Through; cursor < through;)
            {
                var rows = tail.After(cursor);
                var kept = rows is not null;
                rows ??= await ReadBack(request, cursor, through, cancellationToken);
                foreach (var row in rows.Where(request.Wants))
                {
                    yield return SignalNews.From(row);
                }

                cursor = rows.Count > 0 && (kept || rows.Count == ReadAtOnce) ? rows[^1].Id : through;
            }
        }
        while (await news.MoveNextAsync());
    }

    private async Task<List<RecordedSignal>> ReadBack(WatchRequest request, long after, long through, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = db.Signals.AsNoTracking().Where(s => s.Id > after && s.Id <= through);
        rows = request.Playlist is { } playlist ? rows.Where(s => s.SubjectId == playlist) : rows;
        rows = request.Task is { } task ? rows.Where(s => s.TaskId == task) : rows;
        rows = request.Kinds is { Length: > 0 } kinds ? rows.Where(s => kinds.Contains(s.Kind)) : rows;
        return await rows.OrderBy(s => s.Id).Take(ReadAtOnce).ToListAsync(cancellationToken);
    }
}
