using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MosaicAdmin.Data;

/// <summary>The tables on SQL Server.</summary>
public sealed class SqlServerMosaicDb(DbContextOptions<SqlServerMosaicDb> options) : MosaicDb(options)
{
    /// <summary>What <c>dotnet ef</c> uses; it never connects.</summary>
    public sealed class DesignTime : IDesignTimeDbContextFactory<SqlServerMosaicDb>
    {
        public SqlServerMosaicDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqlServerMosaicDb>().UseSqlServer("Server=design-time").Options);
    }
}
