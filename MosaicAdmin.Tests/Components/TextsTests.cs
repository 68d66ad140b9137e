using System.Text.RegularExpressions;
using System.Xml.Linq;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

/// <summary>Both languages are complete: the same keys, the same places for values, and nothing empty, in every feature's texts.</summary>
public sealed partial class TextsTests
{
    private static readonly string House = Path.Combine(Folders.Repository, "MosaicAdmin");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(House, "*Text.resx", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(House, file)).Where(file => !file.StartsWith("obj", StringComparison.Ordinal) && !file.StartsWith("bin", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_is_there_in_both_languages(string file)
    {
        var english = Read(file);
        var chinese = Read(file.Replace(".resx", ".zh-Hant.resx", StringComparison.Ordinal));

        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        Assert.DoesNotContain(english.Concat(chinese), text => string.IsNullOrWhiteSpace(text.Value));
        Assert.All(english, text => Assert.Equal(Holes(text.Value), Holes(chinese[text.Key])));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Texts_are_plain(string file) => Assert.DoesNotContain(
        Read(file).Values.Concat(Read(file.Replace(".resx", ".zh-Hant.resx", StringComparison.Ordinal)).Values),
        text => text.Contains('!') || text.Contains('！') || text.Contains("successfully", StringComparison.OrdinalIgnoreCase) || text.Contains("成功地", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(House, file)).Root!
        .Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static string Holes(string text) => string.Join(' ', Hole().Matches(text).Select(m => m.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Hole();
}
