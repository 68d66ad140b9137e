using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

public class PermissionsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Roles.Viewer, Roles.Viewer, true)]
    [InlineData(Roles.Viewer, Roles.Editor, false)]
    [InlineData(Roles.Editor, Roles.Viewer, true)]
    [InlineData(Roles.Editor, Roles.Admin, false)]
    [InlineData(Roles.Admin, Roles.Editor, true)]
    public async Task A_role_includes_those_below_it(string held, string needed, bool allowed)
    {
        await using var tables = await TestTables.Create();
        var user = await tables.Databases.Add(held);

        Assert.Equal(allowed, await Allows(tables, user, needed));
    }

    [Fact]
    public async Task The_actor_is_named_by_email_and_current_role()
    {
        await using var tables = await TestTables.Create();
        var user = await tables.Databases.Add(Roles.Editor, "ed@mosaic.test");

        var actor = await tables.Permissions.Require(user, Roles.Viewer, Stop);

        Assert.Equal(new Actor(TestPeople.IdOf(user), "ed@mosaic.test", Roles.Editor), actor);
    }

    [Fact]
    public async Task Nobody_is_refused()
    {
        await using var tables = await TestTables.Create();

        Assert.False(await Allows(tables, new ClaimsPrincipal(new ClaimsIdentity()), Roles.Viewer));
    }

    [Theory]
    [InlineData("demoted")]
    [InlineData("locked")]
    [InlineData("deleted")]
    [InlineData("signed out everywhere")]
    public async Task An_old_principal_is_refused_at_once(string what)
    {
        await using var tables = await TestTables.Create();
        var user = await tables.Databases.Add(Roles.Admin);
        var id = TestPeople.IdOf(user);
        Assert.True(await Allows(tables, user, Roles.Admin));

        await using var db = tables.Open();
        var changed = what switch
        {
            "demoted" => await db.UserRoles.Where(r => r.UserId == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.RoleId, Roles.IdOf(Roles.Viewer)), Stop),
            "locked" => await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.LockedAt, DateTimeOffset.UnixEpoch), Stop),
            "deleted" => await db.Users.Where(u => u.Id == id).ExecuteDeleteAsync(Stop),
            _ => await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.SecurityStamp, "another"), Stop),
        };

        Assert.Equal(1, changed);
        Assert.False(await Allows(tables, user, Roles.Admin));
    }

    [Fact]
    public async Task Guessed_passwords_do_not_end_an_open_session()
    {
        await using var tables = await TestTables.Create();
        var user = await tables.Databases.Add(Roles.Editor);
        await using var db = tables.Open();
        await db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.LockoutEnd, DateTimeOffset.MaxValue.AddYears(-1)), Stop);

        Assert.True(await Allows(tables, user, Roles.Editor));
    }

    [Theory]
    [InlineData(Roles.Viewer, Roles.Admin, Roles.Viewer)]
    [InlineData(Roles.Admin, Roles.Viewer, Roles.Viewer)]
    [InlineData(Roles.Admin, Roles.Admin, Roles.Admin)]
    public async Task A_token_has_no_more_than_its_owner(string owner, string token, string role)
    {
        await using var tables = await TestTables.Create();
        var principal = await AddToken(tables, owner, token);

        Assert.Equal(role, (await tables.Permissions.Find(principal, Stop))?.Role);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        await using var tables = await TestTables.Create();
        var principal = await AddToken(tables, Roles.Admin, Roles.Admin);
        await using var db = tables.Open();
        await db.ApiTokens.ExecuteUpdateAsync(t => t.SetProperty(x => x.RevokedAt, DateTimeOffset.UnixEpoch), Stop);

        Assert.Null(await tables.Permissions.Find(principal, Stop));
    }

    private static async Task<ClaimsPrincipal> AddToken(TestTables tables, string owner, string role)
    {
        var user = await tables.Databases.Add(owner);
        await using var db = tables.Open();
        var token = new ApiToken { UserId = TestPeople.IdOf(user), Name = "t", Hash = CheckToken.Hash("t"), Prefix = "t", Role = role };
        db.ApiTokens.Add(token);
        await db.SaveChangesAsync(Stop);
        return CheckToken.Principal(token.Id, token.UserId, "t", role);
    }

    private static async Task<bool> Allows(TestTables tables, ClaimsPrincipal user, string role)
    {
        try
        {
            await tables.Permissions.Require(user, role, Stop);
            return true;
        }
        catch (ForbiddenException)
        {
            return false;
        }
    }
}
