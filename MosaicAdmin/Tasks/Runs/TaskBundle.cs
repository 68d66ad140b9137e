using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MosaicAdmin.Tasks;

/// <summary>Everything the page of one task shows, as a file that the same page opens again: here, later, or elsewhere.</summary>
/// <param name="Format">Says what the file is: <see cref="Kind"/>.</param>
/// <param name="Version">Rises whenever an older page could not show it.</param>
/// <param name="App">The version of the app that wrote it.</param>
/// <param name="Task">With its payload, signals, log lines and exception.</param>
/// <param name="Chain">The window it was published in.</param>
public sealed record TaskBundle(string Format, int Version, DateTimeOffset ExportedAt, string App, TaskDetails Task, WindowChain? Chain)
{
    public const string Kind = "mosaicadmin.task";
    public const int Newest = 1;

    /// <summary>How it is written, and read: whatever does not fit exactly is refused.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 48,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    public static TaskBundle Of(TaskDetails task, WindowChain? chain, DateTimeOffset now) => new(
        Kind, Newest, now, typeof(TaskBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "", task, chain);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
