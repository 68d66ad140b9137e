using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MosaicAdmin.Data;

/// <summary>The tables on PostgreSQL, which is given times in UTC only: Npgsql refuses any other offset.</summary>
public sealed class PostgresMosaicDb(DbContextOptions<PostgresMosaicDb> options) : MosaicDb(options)
{
    public override IQueryable<Guid> TasksLongerThan(TimeSpan span, DateTimeOffset now) => Tasks
        .FromSql($"""SELECT * FROM "Tasks" WHERE coalesce("EndedAt", {now.ToUniversalTime()}) - "StartedAt" > {span}""").Select(t => t.Id);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Utc>();

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(t => t.ToUniversalTime(), t => t);

    /// <summary>What <c>dotnet ef</c> uses; it never connects.</summary>
    public sealed class DesignTime : IDesignTimeDbContextFactory<PostgresMosaicDb>
    {
        public PostgresMosaicDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresMosaicDb>().UseNpgsql("Host=design-time").Options);
    }
}
