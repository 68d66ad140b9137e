using Bunit;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class HelpPageTests : TestPage
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public void Every_state_signal_and_role_is_explained(string language)
    {
        Speak(language);
        SignIn(Roles.Viewer);

        var page = Render<HelpPage>();

        Assert.Equal(
            Enum.GetValues<TaskState>().Select(s => s.Spelled()).ToList(),
            page.FindAll("#tasks [data-state-term]").Select(t => t.GetAttribute("data-state-term")!));
        Assert.Equal(12, page.FindAll("#signals [data-kind]").Count);
        Assert.Equal(Roles.All.Count, page.FindAll("#roles dt").Count);
        Assert.All(page.FindAll("dd"), meaning => Assert.DoesNotContain(".Means", meaning.TextContent, StringComparison.Ordinal));
        Assert.All(page.FindAll("dt, dd"), word => Assert.NotEmpty(word.TextContent.Trim()));
    }

    [Fact]
    public void Each_anchor_that_pages_link_to_is_there()
    {
        SignIn(Roles.Viewer);
        var page = Render<HelpPage>();

        foreach (var anchor in new[] { "tasks", "signals", "windows", "wall", "upload", "ledger", "roles" })
        {
            Assert.NotNull(page.Find($"section#{anchor} > h2"));
            Assert.NotNull(page.Find($"nav a[href='/help#{anchor}']"));
        }
    }
}
