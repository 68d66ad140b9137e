using Microsoft.EntityFrameworkCore;

namespace MosaicAdmin.Data;

/// <summary>
/// The one clock all nodes agree on: the database server's. SQLite lives in this process, so its clock is this process's.
/// Whole milliseconds, so that a time survives every provider unchanged.
/// </summary>
public sealed class DatabaseClock(TimeProvider time)
{
    public async ValueTask<DateTimeOffset> Now(MosaicDb db, CancellationToken cancellationToken)
    {
        var sql = db switch
        {
            SqlServerMosaicDb => "SELECT SYSUTCDATETIME() AS Value",
            PostgresMosaicDb => "SELECT clock_timestamp() AT TIME ZONE 'UTC' AS \"Value\"",
            _ => null,
        };
        var now = sql is null
            ? time.GetUtcNow()
            : new DateTimeOffset(await db.Database.SqlQueryRaw<DateTime>(sql).SingleAsync(cancellationToken), TimeSpan.Zero);
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
