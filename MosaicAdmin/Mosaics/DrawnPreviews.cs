using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;

namespace MosaicAdmin.Mosaics;

/// <summary>Keeps previews for a moment, and lets each person draw one at a time and not without end. Nothing of them is ever stored.</summary>
public sealed class DrawnPreviews : IDisposable
{
    private const int Kept = 32;
    private const int PerMinute = 20;
    private static readonly TimeSpan For = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _drawn = new(new MemoryCacheOptions { SizeLimit = Kept });
    private readonly PartitionedRateLimiter<Guid> _turns = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Guid, Guid>(person => RateLimitPartition.GetConcurrencyLimiter(person, _ => new() { PermitLimit = 1, QueueLimit = 0 })),
        PartitionedRateLimiter.Create<Guid, Guid>(person => RateLimitPartition.GetSlidingWindowLimiter(person, _ => new()
        {
            PermitLimit = PerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        })));

    /// <summary>Drawn lately from the same covers; null when not.</summary>
    public Drawing? Find(Guid playlistId, string input) => _drawn.Get<Drawing>((playlistId, input));

    public void Keep(Guid playlistId, string input, Drawing drawing) =>
        _drawn.Set((playlistId, input), drawing, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = For });

    /// <summary>Dispose it when the preview is drawn.</summary>
    /// <exception cref="TooManyException">They draw one at this moment, or have drawn too many.</exception>
    public IDisposable Turn(Guid person)
    {
        var turn = _turns.AttemptAcquire(person);
        if (turn.IsAcquired)
        {
            return turn;
        }

        turn.Dispose();
        throw new TooManyException("One preview at a time, and a few in a minute: wait a moment and ask again.");
    }

    public void Dispose()
    {
        _turns.Dispose();
        _drawn.Dispose();
    }
}
