using Bunit;
using MosaicAdmin.Components;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class StateChipTests : TestPage
{
    public static TheoryData<string, string> States =>
        [.. from language in new[] { "en", "zh-Hant" }
            from state in Enum.GetNames<TaskState>().Concat(Enum.GetNames<WindowState>()).Select(name => name.ToLowerInvariant()).Distinct()
            select (state, language)];

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_has_a_word_and_a_drawing(string state, string language)
    {
        Speak(language);

        var chip = Render<StateChip>(p => p.Add(c => c.State, state)).Find(".chip");

        Assert.Equal(state, chip.GetAttribute("data-state"));
        Assert.NotEmpty(chip.TextContent.Trim());
        Assert.DoesNotContain("State.", chip.TextContent);
        Assert.NotEmpty(chip.QuerySelectorAll("svg > *"));
    }

    [Fact]
    public void States_are_told_apart_by_their_drawings()
    {
        var drawings = Enum.GetNames<TaskState>().Select(name => Render<StateChip>(p => p.Add(c => c.State, name.ToLowerInvariant())).Find("svg").InnerHtml);

        Assert.Equal(Enum.GetNames<TaskState>().Length, drawings.Distinct().Count());
    }
}
