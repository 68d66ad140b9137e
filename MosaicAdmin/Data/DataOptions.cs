using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Data;

/// <summary>Which database keeps the tables.</summary>
public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    Postgres,
}

/// <summary>Where everything that is kept on this machine lives.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>Folder of SQLite files, Garnet's log, disk storage and data-protection keys; relative to the content root.</summary>
    [Required]
    public string Root { get; set; } = "data";
}

/// <summary>The database of the tables.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Most statements sent together; the provider's own default when unset.</summary>
    [Range(1, 1000)]
    public int? MaxBatchSize { get; set; }
}
