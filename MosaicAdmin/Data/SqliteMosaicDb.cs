using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MosaicAdmin.Data;

/// <summary>The tables on SQLite, where times are UTC ticks because its text times neither sort nor compare.</summary>
public sealed class SqliteMosaicDb(DbContextOptions<SqliteMosaicDb> options) : MosaicDb(options)
{
    public override IQueryable<Guid> TasksLongerThan(TimeSpan span, DateTimeOffset now) => Tasks
        .FromSql($"""SELECT * FROM "Tasks" WHERE coalesce("EndedAt", {now.UtcTicks}) - "StartedAt" > {span.Ticks}""").Select(t => t.Id);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(t => t.UtcTicks, t => new DateTimeOffset(t, TimeSpan.Zero));

    /// <summary>What <c>dotnet ef</c> uses.</summary>
    public sealed class DesignTime : IDesignTimeDbContextFactory<SqliteMosaicDb>
    {
        public SqliteMosaicDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteMosaicDb>().UseSqlite("Data Source=:memory:").Options);
    }
}
