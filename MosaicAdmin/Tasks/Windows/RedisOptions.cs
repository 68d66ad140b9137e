using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Tasks;

/// <summary>Where Redis is.</summary>
public enum RedisMode
{
    /// <summary>Garnet inside this process.</summary>
    Embedded,

    /// <summary>The server in <c>ConnectionStrings:Redis</c>.</summary>
    External,
}

/// <summary>The Redis that holds the job keys.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    public RedisMode Mode { get; set; } = RedisMode.Embedded;

    [Required]
    public EmbeddedRedisOptions Embedded { get; set; } = new();
}

/// <summary>The server inside this process.</summary>
public sealed class EmbeddedRedisOptions
{
    /// <summary>Loopback port; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>Folder of its append-only file; under <c>Data:Root</c> when unset.</summary>
    public string? DataPath { get; set; }
}
