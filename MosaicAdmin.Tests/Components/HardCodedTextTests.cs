using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using MosaicAdmin.Components;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

/// <summary>
/// No page says anything of its own: all words come from the languages' files. Looks at the compiled components, where every text and attribute
/// a component writes is a literal handed to the render tree, and at what scripts write.
/// </summary>
public sealed partial class HardCodedTextTests
{
    /// <summary>Words that are the same in every language.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["MosaicAdmin"] = "the product's name",
        ["· MosaicAdmin"] = "the product's name after a page's",
        ["CSV"] = "a format's name",
        ["JSON"] = "a format's name",
        ["lab.add("] = "code, as one would call it",
        ["Ctrl"] = "what is printed on a key",
        ["K"] = "what is printed on a key",
        ["Ctrl K"] = "what is printed on keys",
        ["Esc"] = "what is printed on a key",
        ["SVG"] = "a format's name",
    };

    private static readonly string[] Spoken = ["title", "aria-label", "aria-description", "placeholder", "alt", "Label", "HelperText", "Placeholder", "Title", "Hint", "Text", "Verb"];

    [Fact]
    public void No_component_writes_words_of_its_own()
    {
        var found =
            from component in typeof(App).Assembly.GetTypes().Where(IsComponent)
            from method in component.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            from words in Written(Instructions.Of(method))
            where words.Any(char.IsLetter) && !Allowed.ContainsKey(words.Trim())
            select $"{(component.DeclaringType ?? component).Name}: {words.Trim()}";
        Assert.Empty(found.Distinct());
    }

    [Fact]
    public void No_script_writes_words_of_its_own()
    {
        var scripts = Directory.EnumerateFiles(Path.Combine(Folders.Repository, "wwwroot-assets", "js"), "*.js", SearchOption.AllDirectories);
        var found =
            from file in scripts
            from line in Shown().Matches(File.ReadAllText(file))
            select $"{Path.GetFileName(file)}: {line.Value}";
        Assert.Empty(found);
    }

    [Fact]
    public void What_the_search_finds_is_found()
    {
        Assert.Equal(["Save", "Shut"], Written([new("Save", null), new(null, "AddContent"), new("title", null), new("Shut", null), new(null, "AddAttribute")]));
        Assert.Equal(["Name", "Of whom"], Written([new("<p title=\"Of whom\">Name</p>", null), new(null, "AddMarkupContent")]));
        Assert.Empty(Written([new("title", null), new("Theme", null), new(null, "get_Item"), new(null, "AddAttribute")]));
        Assert.Matches(Shown(), "row.textContent = 'Not saved';");
        Assert.DoesNotMatch(Shown(), "row.textContent = words['Saved'];");
    }

    private static bool IsComponent(Type type) => typeof(ComponentBase).IsAssignableFrom(type) || (type.DeclaringType is { } outer && IsComponent(outer));

    private static IEnumerable<string> Written(List<Instruction> steps)
    {
        for (var i = 0; i + 1 < steps.Count; i++)
        {
            var (literal, next) = (steps[i].Loads, steps[i + 1].Calls);
            if (literal is null || next is null)
            {
                continue;
            }

            var texts = next switch
            {
                "AddContent" => [literal],
                "AddMarkupContent" => Tag().Split(literal).Concat(Attribute().Matches(literal).Select(m => m.Groups[1].Value)),
                "AddAttribute" or "AddComponentParameter" or "TypeCheck" or "AppendLiteral" when NameBefore(steps, i) is { } name && Spoken.Contains(name) => [literal],
                _ => Enumerable.Empty<string>(),
            };
            foreach (var text in texts.Where(t => !string.IsNullOrWhiteSpace(t)))
            {
                yield return text;
            }
        }
    }

    // The attribute a value is for was loaded before it, with at most a conversion between.
    private static string? NameBefore(List<Instruction> steps, int value) =>
        steps.Take(value).Reverse().Take(5).TakeWhile(s => s.Calls is null or ".ctor" or "AppendLiteral").FirstOrDefault(s => s.Loads is not null)?.Loads;

    [GeneratedRegex("<[^>]*>|&[a-z]+;|&#[0-9x]+;")]
    private static partial Regex Tag();

    [GeneratedRegex("(?:title|aria-label|placeholder|alt)=\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("""(?:textContent|innerText|innerHTML|title|ariaLabel|placeholder|alt)\s*=\s*['"`][^'"`$]*[A-Za-z]{2}|setAttribute\(\s*'(?:title|aria-label|placeholder|alt)',\s*['"`][A-Za-z]""")]
    private static partial Regex Shown();
}
