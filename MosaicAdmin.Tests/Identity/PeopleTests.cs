using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>What admins do to accounts, each as its service would be called by a page whose button should not have been there.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private const string Good = "quiet window over taipei";
    private TestTables _tables = null!;
    private ServiceProvider _services = null!;
    private ClaimsPrincipal _admin = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        _services = _tables.IdentityServices();
        _admin = await _tables.Databases.Add(Roles.Admin, "admin@mosaic.test");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _tables.DisposeAsync();
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Editor)]
    public async Task Nobody_but_an_admin_may(string role)
    {
        var user = await _tables.Databases.Add(role);
        var other = TestPeople.IdOf(await _tables.Databases.Add(Roles.Viewer));
        var before = await Rows();

        foreach (var act in new Func<Task>[]
        {
            () => Get<CreateUser>().Execute(user, new("new@mosaic.test", "", Good), Roles.Admin, Stop),
            () => Get<ChangeRole>().Execute(user, TestPeople.IdOf(user), Roles.Admin, null, Stop),
            () => Get<LockUser>().Execute(user, other, null, Stop),
            () => Get<UnlockUser>().Execute(user, other, null, Stop),
            () => Get<RemoveUser>().Execute(user, other, null, Stop),
            () => Get<SetPassword>().Execute(user, other, Good, Stop),
            () => Get<ListUsers>().Execute(user, Stop),
            () => Get<CreateToken>().Execute(user, "t", Roles.Viewer, Stop),
            () => Get<ListTokens>().Execute(user, Stop),
            () => Get<RevokeToken>().Execute(user, other, null, Stop),
        })
        {
            await Assert.ThrowsAsync<ForbiddenException>(act);
        }

        Assert.Equal(before, await Rows());
    }

    [Fact]
    public async Task A_demoted_admin_is_refused_at_once_though_their_page_is_still_open()
    {
        var other = await _tables.Databases.Add(Roles.Admin);
        await Get<ListUsers>().Execute(other, Stop);

        await Get<ChangeRole>().Execute(_admin, TestPeople.IdOf(other), Roles.Viewer, "left the team", Stop);

        await Assert.ThrowsAsync<ForbiddenException>(() => Get<ListUsers>().Execute(other, Stop));
        await Assert.ThrowsAsync<ForbiddenException>(() => Get<LockUser>().Execute(other, TestPeople.IdOf(_admin), null, Stop));
    }

    [Fact]
    public async Task The_last_admin_is_kept()
    {
        var id = TestPeople.IdOf(_admin);
        await _tables.Databases.Add(Roles.Editor);

        await Assert.ThrowsAsync<InvalidInputException>(() => Get<ChangeRole>().Execute(_admin, id, Roles.Editor, null, Stop));
        await Assert.ThrowsAsync<InvalidInputException>(() => Get<LockUser>().Execute(_admin, id, null, Stop));
        await Assert.ThrowsAsync<InvalidInputException>(() => Get<RemoveUser>().Execute(_admin, id, null, Stop));

        Assert.Equal(Roles.Admin, (await _tables.Permissions.Require(_admin, Roles.Admin, Stop)).Role);
        await using var db = _tables.Open();
        Assert.Empty(await db.Audit.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_locked_admin_does_not_count_as_one_left()
    {
        var other = TestPeople.IdOf(await _tables.Databases.Add(Roles.Admin));
        await Get<LockUser>().Execute(_admin, other, null, Stop);

        await Assert.ThrowsAsync<InvalidInputException>(() => Get<RemoveUser>().Execute(_admin, TestPeople.IdOf(_admin), null, Stop));
    }

    [Fact]
    public async Task Two_admins_demoting_each_other_at_once_leave_one()
    {
        var other = await _tables.Databases.Add(Roles.Admin);

        await Task.WhenAll(
            Attempt(() => Get<ChangeRole>().Execute(_admin, TestPeople.IdOf(other), Roles.Viewer, null, Stop)),
            Attempt(() => Get<ChangeRole>().Execute(other, TestPeople.IdOf(_admin), Roles.Viewer, null, Stop)));

        await using var db = _tables.Open();
        Assert.Equal(1, await db.UserRoles.CountAsync(r => r.RoleId == Roles.IdOf(Roles.Admin), Stop));
    }

    [Theory]
    [InlineData("not an address", Good)]
    [InlineData("", Good)]
    [InlineData("a b@mosaic.test", Good)]
    [InlineData("new@mosaic.test", "password1234")]
    [InlineData("new@mosaic.test", "short")]
    [InlineData("ADMIN@mosaic.test", Good)]
    public async Task What_cannot_be_an_account_is_refused(string email, string password)
    {
        await Assert.ThrowsAsync<InvalidInputException>(() => Get<CreateUser>().Execute(_admin, new(email, "", password), Roles.Viewer, Stop));

        await using var db = _tables.Open();
        Assert.Equal(1, await db.Users.CountAsync(Stop));
    }

    [Fact]
    public async Task A_new_account_can_sign_in_and_is_recorded()
    {
        var id = await Get<CreateUser>().Execute(_admin, new(" new@mosaic.test ", "", Good), Roles.Editor, Stop);

        await using var db = _tables.Open();
        var made = await db.Users.SingleAsync(u => u.Id == id, Stop);
        Assert.Equal("new@mosaic.test", made.Email);
        Assert.Equal("new", made.DisplayName);
        Assert.True(await Get<UserManager<User>>().CheckPasswordAsync(made, Good));
        var record = await db.Audit.SingleAsync(Stop);
        Assert.Equal(("admin@mosaic.test", "user.create", "new@mosaic.test"), (record.Actor, record.Act, record.Subject));
    }

    [Fact]
    public async Task A_lock_opened_again_lets_in_again()
    {
        var other = await _tables.Databases.Add(Roles.Editor);
        var id = TestPeople.IdOf(other);

        await Get<LockUser>().Execute(_admin, id, "lost laptop", Stop);
        Assert.Null(await _tables.Permissions.Find(other, Stop));
        await Get<UnlockUser>().Execute(_admin, id, null, Stop);

        Assert.Null(await _tables.Permissions.Find(other, Stop));
        await using var db = _tables.Open();
        Assert.NotNull(await _tables.Permissions.Find(TestPeople.Principal(await db.Users.SingleAsync(u => u.Id == id, Stop), Roles.Editor), Stop));
        Assert.Equal("lost laptop", (await db.Audit.SingleAsync(a => a.Act == "user.lock", Stop)).Reason);
    }

    [Fact]
    public async Task A_set_password_is_the_only_one_that_works()
    {
        var id = await Get<CreateUser>().Execute(_admin, new("new@mosaic.test", "", Good), Roles.Editor, Stop);

        await Get<SetPassword>().Execute(_admin, id, "another quiet window", Stop);

        await using var db = _tables.Open();
        var person = await db.Users.SingleAsync(u => u.Id == id, Stop);
        Assert.False(await Get<UserManager<User>>().CheckPasswordAsync(person, Good));
        Assert.True(await Get<UserManager<User>>().CheckPasswordAsync(person, "another quiet window"));
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private async Task<(int Users, int Roles, int Tokens, int Audit)> Rows()
    {
        await using var db = _tables.Open();
        return (await db.Users.CountAsync(Stop), await db.UserRoles.CountAsync(Stop), await db.ApiTokens.CountAsync(Stop), await db.Audit.CountAsync(Stop));
    }

    private static async Task Attempt(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception error) when (error is ForbiddenException or InvalidInputException)
        {
            // One of the two comes too late, either way.
        }
    }
}
