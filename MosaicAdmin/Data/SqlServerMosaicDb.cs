using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MosaicAdmin.Data;

/// <summary>The tables on SQL Server.</summary>
public sealed class SqlServerMosaicDb(DbContextOptions<SqlServerMosaicDb> options) : MosaicDb(options)
{
    public override IQueryable<Guid> TasksLongerThan(TimeSpan span, DateTimeOffset now) => Tasks
        .FromSql($"SELECT * FROM [Tasks] WHERE DATEDIFF_BIG(microsecond, [StartedAt], coalesce([EndedAt], {now})) > {span.Ticks / TimeSpan.TicksPerMicrosecond}")
        .Select(t => t.Id);

    /// <summary>What <c>dotnet ef</c> uses; it never connects.</summary>
    public sealed class DesignTime : IDesignTimeDbContextFactory<SqlServerMosaicDb>
    {
        public SqlServerMosaicDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqlServerMosaicDb>().UseSqlServer("Server=design-time").Options);
    }
}
