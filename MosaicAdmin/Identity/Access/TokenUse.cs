using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Keeps when a token was last used, to the minute: a caller in a loop must not cost a write per call.</summary>
internal sealed class TokenUse(WriterLane lane, TimeProvider time)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    public Task Record(ApiToken token, CancellationToken cancellationToken) =>
        token.LastUsedAt > time.GetUtcNow() - Grain
            ? Task.CompletedTask
            : lane.Run(
                (write, ct) => write.Db.ApiTokens
                    .Where(t => t.Id == token.Id && (t.LastUsedAt == null || t.LastUsedAt < write.Now))
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, write.Now), ct),
                cancellationToken);
}
