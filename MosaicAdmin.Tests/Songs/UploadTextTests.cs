using System.Text.RegularExpressions;
using System.Xml.Linq;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>The script and its texts fit each other in both languages: a text that is missing would show its key.</summary>
public sealed partial class UploadTextTests
{
    private static readonly string Scripts = string.Concat(
        Directory.EnumerateFiles(Path.Combine(Folders.Repository, "wwwroot-assets", "js"), "upload*.js").Select(File.ReadAllText));

    public static TheoryData<string> Languages => ["UploadText.resx", "UploadText.zh-Hant.resx"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_text_the_script_says_is_there(string file)
    {
        var texts = Texts(file);
        var said = Said().Matches(Scripts).Select(m => m.Groups[1].Value)
            .Concat(Counted().Matches(Scripts).SelectMany(m => new[] { $"{m.Groups[1].Value}.one", $"{m.Groups[1].Value}.many" }));

        Assert.Equal([], said.Where(key => !texts.ContainsKey(key)).Distinct());
        Assert.All(BuiltUp().Matches(Scripts).Select(m => m.Groups[1].Value), start => Assert.Contains(texts.Keys, key => key.StartsWith(start, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_is_left_over(string file)
    {
        var starts = BuiltUp().Matches(Scripts).Select(m => m.Groups[1].Value).ToList();
        var unused = Texts(file).Keys.Where(key => !Scripts.Contains($"'{Plural().Replace(key, "")}'", StringComparison.Ordinal) && !starts.Exists(s => key.StartsWith(s, StringComparison.Ordinal)));

        Assert.Equal([], unused);
    }

    [Fact]
    public void Both_languages_say_the_same_things_with_the_same_blanks()
    {
        var (english, chinese) = (All("UploadText.resx"), All("UploadText.zh-Hant.resx"));

        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        Assert.Equal([], english.Keys.Where(key => Blanks(english[key]) != Blanks(chinese[key]) && !key.EndsWith(".one", StringComparison.Ordinal)));
    }

    private static string Blanks(string text) => string.Join(' ', Blank().Matches(text).Select(m => m.Value).Order());

    private static Dictionary<string, string> Texts(string file) => All(file)
        .Where(t => t.Key.StartsWith("Js.", StringComparison.Ordinal)).ToDictionary(t => t.Key[3..], t => t.Value);

    private static Dictionary<string, string> All(string file) => XDocument
        .Load(Path.Combine(Folders.Repository, "MosaicAdmin", "Songs", file)).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    [GeneratedRegex(@"say\('([^']+)'")]
    private static partial Regex Said();

    [GeneratedRegex(@"many\('([^']+)'")]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?:say|many)\(`([a-z.]+)\$\{")]
    private static partial Regex BuiltUp();

    [GeneratedRegex(@"\.(one|many)$")]
    private static partial Regex Plural();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Blank();
}
