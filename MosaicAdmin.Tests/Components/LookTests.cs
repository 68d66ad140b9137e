using System.Globalization;
using System.Text.RegularExpressions;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

/// <summary>Holds the colours in <c>app.css</c> to AA: 4.5 to 1 for words, 3 to 1 for what only outlines.</summary>
public sealed partial class LookTests
{
    private static readonly string Css = File.ReadAllText(Path.Combine(Folders.Repository, "wwwroot-assets/css/app.css"));

    public static TheoryData<string> Themes => ["light", "dark"];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Words_are_readable_on_every_surface(string theme)
    {
        var colours = Colours(theme);
        foreach (var surface in new[] { "page", "card", "quiet-fill" })
        {
            foreach (var words in new[] { "text", "text-2", "accent", "danger" })
            {
                Check(words, colours[words], surface, colours[surface], 4.5);
            }
        }

        Check("on-accent", colours["on-accent"], "accent", colours["accent"], 4.5);
        Check("field", colours["field"], "card", colours["card"], 3);
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Every_states_word_is_readable_on_its_chip_and_on_a_cover_mark(string theme)
    {
        var colours = Colours(theme);
        var states = colours.Where(c => c.Key.StartsWith("state-", StringComparison.Ordinal)).ToList();
        Assert.Equal(15, states.Count);
        foreach (var (name, colour) in states)
        {
            Check(name, colour, "card", colours["card"], 4.5);
            Check(name, colour, "its chip", Mix(colour, colours["card"], 0.10), 4.5);
        }
    }

    [Fact]
    public void The_systems_dark_is_the_chosen_dark()
    {
        var chosen = Block(@":root\[data-theme=dark\]");
        var system = Block(@"@media \(prefers-color-scheme: dark\) \{\s*:root\[data-theme=system\]");
        Assert.Equal(Spaces().Replace(chosen, " ").Trim(), Spaces().Replace(system, " ").Trim());
    }

    private static void Check(string name, double[] colour, string surface, double[] under, double least)
    {
        var (one, other) = (Luminance(colour), Luminance(under));
        var contrast = (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
        Assert.True(contrast >= least, $"{name} on {surface}: {contrast:0.00} is below {least}");
    }

    private static double Luminance(double[] rgb)
    {
        var light = rgb.Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
    }

    private static double[] Mix(double[] one, double[] other, double share) => [.. one.Zip(other, (a, b) => a * share + b * (1 - share))];

    private static Dictionary<string, double[]> Colours(string theme) => Variable().Matches(Block(theme == "light" ? ":root" : @":root\[data-theme=dark\]"))
        .ToDictionary(m => m.Groups[1].Value, m => Enumerable.Range(0, 3)
            .Select(i => int.Parse(m.Groups[2].Value.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).ToArray());

    private static string Block(string selector)
    {
        var match = Regex.Match(Css, $@"^{selector} \{{([^}}]*)\}}", RegexOptions.Multiline);
        Assert.True(match.Success, $"no block {selector}");
        return match.Groups[1].Value;
    }

    [GeneratedRegex(@"--([a-z0-9-]+): #([0-9A-F]{6});")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
