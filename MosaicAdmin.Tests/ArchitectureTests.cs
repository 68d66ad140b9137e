using System.Text.RegularExpressions;

namespace MosaicAdmin.Tests;

/// <summary>The rooms of the house (docs/decisions and MosaicAdmin/README.md): who may know whom, and where each technology lives.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string House = FindHouse();
    private static readonly string[] Features = ["Songs", "Playlists", "Mosaics", "Lab", "Ledger", "Health", "Demo"];
    private static readonly string[] Ground = ["Tasks", "Live", "Storage", "Data", "Identity", "Audit", "Faults", "Components", "AppSettings"];

    public static TheoryData<string, string[]> Technologies => new()
    {
        { "Quartz", ["Tasks/Jobs/", "Tasks/TasksFeature.cs"] },
        { "StackExchange.Redis", ["Tasks/Windows/Redis", "Live/RedisLiveBridge.cs", "Tasks/TasksFeature.cs"] },
        { "Garnet", ["Tasks/Windows/EmbeddedGarnet.cs"] },
        { "Polly", ["Tasks/Windows/Redis", "Tasks/Webhooks/WebhookEndpoint.cs"] },
        { "SkiaSharp", ["Songs/ReadCover", "Songs/Cover", "Mosaics/SkiaMosaicRenderer.cs", "Demo/DrawCover"] },
        { "Amazon", ["Storage/S3FileStore.cs", "Storage/StorageFeature.cs"] },
        { "Microsoft.AspNetCore.SignalR", ["Live/"] },
    };

    [Theory]
    [MemberData(nameof(Technologies))]
    public void A_technology_stays_in_its_room(string name, string[] homes)
    {
        var strays = Sources("*.cs")
            .Where(file => Usings(file).Any(used => used == name || used.StartsWith($"{name}.", StringComparison.Ordinal)))
            .Select(Relative)
            .Where(file => !homes.Any(home => file.StartsWith(home, StringComparison.Ordinal)));
        Assert.Empty(strays);
    }

    [Fact]
    public void The_ground_floor_names_no_feature()
    {
        var strays =
            from room in Ground.Except(["Data"])
            from file in Sources("*.cs").Where(f => Relative(f).StartsWith($"{room}/", StringComparison.Ordinal))
            from used in Usings(file)
            where Features.Any(feature => used == $"MosaicAdmin.{feature}")
            select $"{Relative(file)} uses {used}";
        Assert.Empty(strays);
    }

    [Theory]
    [InlineData("Songs", "Songs")]
    [InlineData("Playlists", "Songs", "Playlists")]
    [InlineData("Mosaics", "Songs", "Playlists", "Mosaics")]
    public void Features_know_each_other_in_one_direction(string feature, params string[] known)
    {
        var strays =
            from file in Sources("*.cs").Where(f => Relative(f).StartsWith($"{feature}/", StringComparison.Ordinal))
            from used in Usings(file)
            where Features.Except(known).Any(other => used == $"MosaicAdmin.{other}")
            select $"{Relative(file)} uses {used}";
        Assert.Empty(strays);
    }

    [Fact]
    public void Each_room_is_one_namespace_and_no_deeper_than_two_folders()
    {
        var strays =
            from file in Sources("*.cs").Where(f => !Relative(f).StartsWith("Data/Migrations/", StringComparison.Ordinal))
            let parts = Relative(file).Split('/')
            let expected = parts.Length == 1 ? "MosaicAdmin" : $"MosaicAdmin.{parts[0]}"
            let actual = Namespace().Match(File.ReadAllText(file)).Groups[1].Value
            where parts.Length > 3 || (actual != expected && Path.GetFileName(file) != "Program.cs")
            select $"{Relative(file)}: {actual}";
        Assert.Empty(strays);
    }

    [Fact]
    public void The_only_interfaces_are_the_two_with_two_implementations()
    {
        var interfaces = Sources("*.cs").SelectMany(f => Interface().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Order();
        Assert.Equal(["IFileStore", "IReceive"], interfaces);
    }

    [Fact]
    public void Program_is_a_table_of_contents() => Assert.InRange(File.ReadLines(Path.Combine(House, "Program.cs")).Count(), 1, 60);

    [Fact]
    public void Nine_files_in_ten_are_under_120_lines_and_none_is_called_a_helper()
    {
        var files = Sources("*.cs").Concat(Sources("*.razor")).Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count(f => File.ReadLines(f).Count() > 120) * 10 <= files.Count, string.Join('\n', files
            .Select(f => (Lines: File.ReadLines(f).Count(), File: Relative(f))).Where(f => f.Lines > 120).OrderDescending()));
        Assert.Empty(files.Where(f => HelperName().IsMatch(Path.GetFileNameWithoutExtension(f))).Select(Relative));
    }

    private static IEnumerable<string> Sources(string pattern) => Directory.EnumerateFiles(House, pattern, SearchOption.AllDirectories)
        .Where(f => !Relative(f).StartsWith("obj/", StringComparison.Ordinal) && !Relative(f).StartsWith("bin/", StringComparison.Ordinal));

    private static string Relative(string file) => Path.GetRelativePath(House, file).Replace('\\', '/');

    private static IEnumerable<string> Usings(string file) => Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value);

    private static string FindHouse()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MosaicAdmin.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "MosaicAdmin");
    }

    [GeneratedRegex(@"^(?:global )?using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(?:public|internal) (?:partial )?interface (\w+)", RegexOptions.Multiline)]
    private static partial Regex Interface();

    [GeneratedRegex("(Helper|Helpers|Util|Utils|Manager|Service)$")]
    private static partial Regex HelperName();
}
