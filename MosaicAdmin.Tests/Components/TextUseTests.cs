using System.Text.RegularExpressions;
using System.Xml.Linq;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

/// <summary>What pages and actions ask a language for is there, and what is there is asked for: found by reading the sources.</summary>
public sealed partial class TextUseTests
{
    private static readonly string House = Path.Combine(Folders.Repository, "MosaicAdmin");
    private static readonly Dictionary<string, string> Sources = Files("*.cs").Concat(Files("*.razor")).ToDictionary(f => f, File.ReadAllText);
    private static readonly HashSet<string> EnumMembers = [.. Sources.Values.SelectMany(source => Enum().Matches(source)).SelectMany(e => Word().Matches(e.Groups[1].Value)).Select(m => m.Value)];

    public static TheoryData<string> Names => [.. Files("*Text.resx").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_asked_for_is_there(string name)
    {
        var keys = Keys(name);
        var missing =
            from asked in Asked(name).Where(a => Fixed().IsMatch(Hole().Replace(a.Key, "")))
            where !(asked.Counted
                ? keys.Any(k => Fits($"{asked.Key}.One", k)) && keys.Any(k => Fits($"{asked.Key}.Many", k))
                : keys.Any(k => Fits(asked.Key, k)))
            select $"{Path.GetFileName(asked.File)}: {asked.Key}{(asked.Counted ? ".One/.Many" : "")}";
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_is_left_that_nobody_asks_for(string name)
    {
        var room = Path.GetRelativePath(House, Resx(name)).Split('/', '\\')[0];
        var nearby = Sources.Where(s => Path.GetRelativePath(House, s.Key).Split('/', '\\')[0] == room || s.Value.Contains(name, StringComparison.Ordinal));
        var literals = nearby.SelectMany(s => Quoted().Matches(s.Value)).Select(m => m.Groups[1].Value).Distinct().ToList();
        var keys = Keys(name);
        var left = keys.Where(key => !literals.Any(literal => Fits(literal, key) || IsPrefix(literal, key) || Fits($"{literal}.One", key) || Fits($"{literal}.Many", key)));

        // A text named after a setting is asked for by the setting's own name, put together from its section's and its property's.
        Assert.Empty(left.Except(EnumMembers).Except(keys.Where(key => key.Contains(':', StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_of_things_is_worded_for_one_and_for_many(string name)
    {
        var keys = Keys(name);
        Assert.Empty(keys.Where(k => k.EndsWith(".One", StringComparison.Ordinal)).Select(k => $"{k[..^4]}.Many").Except(keys));
        Assert.Empty(keys.Where(k => k.EndsWith(".Many", StringComparison.Ordinal)).Select(k => $"{k[..^5]}.One").Except(keys));
    }

    // The keys asked of this language's texts by what the file calls them: Text["Key"], text[a ? "One" : "Other"], Text.Count("Songs", 3).
    private static IEnumerable<(string File, string Key, bool Counted)> Asked(string name) =>
        from source in Sources
        from variable in Regex.Matches(source.Value, $@"IStringLocalizer<(?:\w+\.)*{name}>\s+(\w+)").Select(m => m.Groups[1].Value).Distinct()
        from ask in Regex.Matches(source.Value, $@"(?<![\w.]){variable}(\[|\.Count\()(?<first>[^\[\]]*?(?:\$?""(?:[^""\\{{]|\{{[^}}]*\}})*""[^\[\],]*?)+)[\],]")
        from literal in Literal().Matches(Branches(ask.Groups["first"].Value))
        select (source.Key, literal.Groups[1].Value, ask.Groups[1].Value != "[");

    // Of a choice only what is chosen from: in x == "a" ? "B" : "C" the first is no key.
    private static string Branches(string argument) => argument.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 && argument[..at].Count(c => c == '"') % 2 == 0 ? argument[at..] : argument;

    private static bool Fits(string literal, string key) => literal.Contains('{')
        ? Fixed().IsMatch(Hole().Replace(literal, "")) && Regex.IsMatch(key, $"^{string.Join(".+", Hole().Split(literal).Select(Regex.Escape))}$")
        : literal == key;

    // Texts handed to a script all at once are asked for by what their keys begin with.
    private static bool IsPrefix(string literal, string key) => literal is [.., '.'] && key.StartsWith(literal, StringComparison.Ordinal);

    private static HashSet<string> Keys(string name) => [.. XDocument.Load(Resx(name)).Root!.Elements("data").Select(d => d.Attribute("name")!.Value)];

    private static string Resx(string name) => Files($"{name}.resx").Single();

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(House, pattern, SearchOption.AllDirectories)
        .Where(f => Path.GetRelativePath(House, f) is var path && !path.StartsWith("obj", StringComparison.Ordinal) && !path.StartsWith("bin", StringComparison.Ordinal));

    [GeneratedRegex("""\$?"((?:[^"\\\r\n{]|\\.|\{[^}\r\n]*\})*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    // Whatever stands between two quotes: in markup the quotes of attributes and of code are not to be told apart.
    [GeneratedRegex("""
        "(?=((?:[^"\\\r\n{]|\\.|\{[^}\r\n]*\})*)")
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"[A-Za-z]")]
    private static partial Regex Fixed();

    [GeneratedRegex(@"\benum \w+\s*\{([^}]*)\}")]
    private static partial Regex Enum();

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Word();
}
