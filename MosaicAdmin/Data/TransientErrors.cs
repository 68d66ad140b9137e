using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace MosaicAdmin.Data;

/// <summary>Errors after which the same transaction may well succeed: conflicts, deadlocks, a busy file.</summary>
internal static class TransientErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqlServerDeadlock = 1205;
    private const int SqlServerSnapshotConflict = 3960;

    public static bool Include(Exception? error) => error switch
    {
        null or CommitUnknownException => false,
        DbException { IsTransient: true } => true,
        _ => RolledBack(error) || Include(error.InnerException),
    };

    /// <summary>Errors by which the database says that nothing of the transaction was kept, even when it answers a commit with them.</summary>
    public static bool RolledBack(Exception? error) => error switch
    {
        null => false,
        DbUpdateConcurrencyException => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        SqlException { Number: SqlServerDeadlock or SqlServerSnapshotConflict } => true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => RolledBack(error.InnerException),
    };
}

/// <summary>The commit was sent and its answer lost: it may or may not have happened, so only the caller can decide to send it again.</summary>
public sealed class CommitUnknownException(Exception inner) : Exception("The database did not say whether the change was kept.", inner);
