using Bunit;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class ShortcutsTests : TestPage
{
    [Fact]
    public void No_keys_mean_two_things_and_none_is_the_beginning_of_others()
    {
        var all = Shortcuts.Acts.Concat(Shortcuts.Ways).Select(s => string.Join(' ', s.Keys)).ToList();

        Assert.Equal(all.Distinct(), all);
        Assert.DoesNotContain(all, keys => all.Any(other => other.StartsWith($"{keys} ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Roles.Viewer, false, false)]
    [InlineData(Roles.Editor, true, false)]
    [InlineData(Roles.Admin, true, true)]
    public void The_sheet_lists_what_the_role_may_do(string role, bool makes, bool administers)
    {
        SignIn(role);

        var rows = Render<ShortcutSheet>().FindAll("[data-keys]").Select(row => row.GetAttribute("data-keys")).ToList();

        Assert.Contains("g w", rows);
        Assert.Equal(makes, rows.Contains("n"));
        Assert.Equal(administers, rows.Contains("g a"));
    }
}
