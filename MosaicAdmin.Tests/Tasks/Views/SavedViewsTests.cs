using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

public sealed class SavedViewsTests : IAsyncLifetime
{
    private TestTables _tables = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SaveView Saves => new(_tables.Lane, _tables.Permissions);

    private ListViews Lists => new(_tables.Databases, _tables.Permissions);

    public async ValueTask InitializeAsync() => _tables = await TestTables.Create();

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    [Fact]
    public async Task A_view_is_its_owners_alone()
    {
        var (ann, bob) = (await _tables.Databases.Add(Roles.Viewer), await _tables.Databases.Add(Roles.Admin));
        var view = await Saves.Execute(ann, "tasks", " Mine ", "state=failed", Stop);

        Assert.Equal(("Mine", "state=failed"), Assert.Single((await Lists.Execute(ann, "tasks", Stop)).Select(v => (v.Name, v.Query))));
        Assert.Empty(await Lists.Execute(bob, "tasks", Stop));
        Assert.Empty(await Lists.Execute(ann, "live", Stop));
        await Assert.ThrowsAsync<NotFoundException>(() => new RenameView(_tables.Lane, _tables.Permissions).Execute(bob, view.Id, "His", Stop));
        await Assert.ThrowsAsync<NotFoundException>(() => new DeleteView(_tables.Lane, _tables.Permissions).Execute(bob, view.Id, Stop));
        Assert.Equal("Mine", Assert.Single(await Lists.Execute(ann, "tasks", Stop)).Name);
    }

    [Fact]
    public async Task The_same_name_again_is_kept_over_and_another_views_name_is_refused()
    {
        var ann = await _tables.Databases.Add(Roles.Viewer);
        await Saves.Execute(ann, "tasks", "Mine", "state=failed", Stop);
        await Saves.Execute(ann, "tasks", "MINE", "state=lost", Stop);
        var other = await Saves.Execute(ann, "tasks", "Other", "q=rain", Stop);

        Assert.Equal([("MINE", "state=lost"), ("Other", "q=rain")], (await Lists.Execute(ann, "tasks", Stop)).Select(v => (v.Name, v.Query)));
        var rename = new RenameView(_tables.Lane, _tables.Permissions);
        await Assert.ThrowsAsync<InvalidInputException>(() => rename.Execute(ann, other.Id, "mine", Stop));
        await rename.Execute(ann, other.Id, "other", Stop);
        await new DeleteView(_tables.Lane, _tables.Permissions).Execute(ann, other.Id, Stop);
        Assert.Equal("MINE", Assert.Single(await Lists.Execute(ann, "tasks", Stop)).Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("sixty-one characters are one more than a name may have here now")]
    public async Task A_name_has_rules(string name)
    {
        var ann = await _tables.Databases.Add(Roles.Viewer);

        await Assert.ThrowsAsync<InvalidInputException>(() => Saves.Execute(ann, "tasks", name, "", Stop));
    }

    [Fact]
    public async Task There_is_an_end_to_them_and_nobody_without_a_role_has_any()
    {
        var ann = await _tables.Databases.Add(Roles.Viewer);
        for (var i = 0; i < 50; i++)
        {
            await Saves.Execute(ann, "tasks", $"View {i}", "", Stop);
        }

        await Assert.ThrowsAsync<InvalidInputException>(() => Saves.Execute(ann, "tasks", "One more", "", Stop));
        await Assert.ThrowsAsync<InvalidInputException>(() => Saves.Execute(ann, "tasks", "View 1", new string('q', 2001), Stop));
        await Assert.ThrowsAsync<ForbiddenException>(() => Saves.Execute(new ClaimsPrincipal(new ClaimsIdentity()), "tasks", "Mine", "", Stop));
        await using var db = _tables.Open();
        Assert.Equal(50, await db.SavedViews.CountAsync(Stop));
    }
}
