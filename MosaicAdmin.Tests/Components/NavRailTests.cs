using Bunit;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class NavRailTests : TestPage
{
    [Theory]
    [InlineData(Roles.Viewer, "nav-wall nav-tasks nav-live nav-ledger")]
    [InlineData(Roles.Editor, "nav-wall nav-upload nav-tasks nav-live nav-ledger")]
    [InlineData(Roles.Admin, "nav-wall nav-upload nav-tasks nav-live nav-ledger nav-lab nav-health-check nav-admin nav-tokens nav-audit nav-settings")]
    public void Each_role_sees_its_places(string role, string expected)
    {
        SignIn(role);

        var shown = Render<NavRail>().FindAll("[data-testid]").Select(link => link.GetAttribute("data-testid")!);

        Assert.Equal(expected, string.Join(' ', shown));
    }

    [Fact]
    public void Whoever_is_signed_out_sees_none() => Assert.Empty(Render<NavRail>().FindAll("[data-testid]"));

    [Theory]
    [InlineData("en", "Playlists")]
    [InlineData("zh-Hant", "播放清單")]
    public void Places_are_named_in_the_readers_language(string language, string name)
    {
        Speak(language);
        SignIn(Roles.Viewer);

        Assert.Equal(name, Render<NavRail>().Find("[data-testid=nav-wall]").TextContent.Trim());
    }
}
