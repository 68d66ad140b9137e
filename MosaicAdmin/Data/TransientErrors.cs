using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

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
        null => false,
        DbUpdateConcurrencyException => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        SqlException { Number: SqlServerDeadlock or SqlServerSnapshotConflict } => true,
        DbException { IsTransient: true } => true,
        _ => Include(error.InnerException),
    };
}
