using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MosaicAdmin.Data;

/// <summary>The tables on PostgreSQL.</summary>
public sealed class PostgresMosaicDb(DbContextOptions<PostgresMosaicDb> options) : MosaicDb(options)
{
    /// <summary>What <c>dotnet ef</c> uses; it never connects.</summary>
    public sealed class DesignTime : IDesignTimeDbContextFactory<PostgresMosaicDb>
    {
        public PostgresMosaicDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresMosaicDb>().UseNpgsql("Host=design-time").Options);
    }
}
