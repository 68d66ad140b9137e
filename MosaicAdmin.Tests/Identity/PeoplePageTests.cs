using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;
using MudBlazor;

namespace MosaicAdmin.Tests.Identity;

/// <summary>The pages of people and tokens on real tables.</summary>
public sealed class PeoplePageTests : TestPage, IAsyncLifetime
{
    private const string Good = "quiet window over taipei";
    private TestTables _tables = null!;
    private ClaimsPrincipal _admin = null!;
    private IRenderedComponent<MudDialogProvider> _dialogs = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        _admin = await _tables.Databases.Add(Roles.Admin, "admin@mosaic.test");
        Services.AddIdentityServices(_tables);
        SignIn(Roles.Admin);
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(_admin))));
        _dialogs = RenderDialogs();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _tables.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Everybody_is_listed_with_role_and_state_and_oneself_is_marked()
    {
        var locked = await _tables.Databases.Add(Roles.Editor, "locked@mosaic.test");
        await using (var db = _tables.Open())
        {
            var id = TestPeople.IdOf(locked);
            await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.LockedAt, Noon), Stop);
        }

        var page = Page<UsersPage>("user-row", 2);

        Assert.Equal("active", Row(page, "admin@mosaic.test").GetAttribute("data-state"));
        Assert.Equal(Roles.Admin, Row(page, "admin@mosaic.test").GetAttribute("data-role"));
        Assert.Equal("locked", Row(page, "locked@mosaic.test").GetAttribute("data-state"));
        Assert.NotNull(Row(page, "admin@mosaic.test").QuerySelector(".people-me"));
        Assert.Null(Row(page, "locked@mosaic.test").QuerySelector(".people-me"));
        Assert.NotNull(Row(page, "locked@mosaic.test").QuerySelector("[data-testid=user-unlock]"));
    }

    [Fact]
    public async Task Search_keeps_those_whose_name_or_address_match()
    {
        await _tables.Databases.Add(Roles.Editor, "ed@mosaic.test");
        var page = Page<UsersPage>("user-row", 2);

        await page.Find("[data-testid=user-search]").InputAsync("ED@");

        Assert.Equal("ed@mosaic.test", Assert.Single(page.FindAll("[data-testid=user-row]")).GetAttribute("data-email"));
    }

    [Fact]
    public async Task A_new_role_counts_once_confirmed_with_its_reason()
    {
        await _tables.Databases.Add(Roles.Viewer, "ed@mosaic.test");
        var page = Page<UsersPage>("user-row", 2);

        var asked = Row(page, "ed@mosaic.test").QuerySelector("[data-testid=user-role]")!.ChangeAsync(new() { Value = Roles.Editor });
        _dialogs.WaitForElement("[data-testid=reason]");
        await _dialogs.Find("[data-testid=reason]").InputAsync("edits now");
        await _dialogs.Find("[data-testid=confirm]").ClickAsync();
        await asked;

        page.WaitForAssertion(() => Assert.Equal(Roles.Editor, Row(page, "ed@mosaic.test").GetAttribute("data-role")));
        await using var db = _tables.Open();
        var record = await db.Audit.SingleAsync(Stop);
        Assert.Equal(("user.role.editor", "ed@mosaic.test", "edits now"), (record.Act, record.Subject, record.Reason));
    }

    [Fact]
    public async Task A_role_chosen_and_not_confirmed_is_not_shown()
    {
        var page = Page<UsersPage>("user-row", 1);

        var choosing = Row(page, "admin@mosaic.test").QuerySelector("[data-testid=user-role]")!.ChangeAsync(new() { Value = Roles.Viewer });
        _dialogs.WaitForElement("[data-testid=confirm]");
        await _dialogs.FindAll("button").First(b => !b.HasAttribute("data-testid")).ClickAsync();
        await choosing;

        Assert.Equal(Roles.Admin, Row(page, "admin@mosaic.test").QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.NotNull(await _tables.Permissions.Find(_admin, Stop));
    }

    [Fact]
    public async Task Removing_the_last_admin_says_why_not_and_removes_nobody()
    {
        var snackbars = Render<MudSnackbarProvider>();
        var page = Page<UsersPage>("user-row", 1);

        var asked = Row(page, "admin@mosaic.test").QuerySelector("[data-testid=user-remove]")!.ClickAsync();
        _dialogs.WaitForElement("[data-testid=confirm]");
        await _dialogs.Find("[data-testid=confirm]").ClickAsync();
        await asked;

        snackbars.WaitForAssertion(() => Assert.Contains("last admin", snackbars.Markup));
        Assert.NotNull(await _tables.Permissions.Find(_admin, Stop));
    }

    [Fact]
    public async Task A_new_person_appears_and_a_bad_password_is_said_in_the_dialog()
    {
        var page = Page<UsersPage>("user-row", 1);

        var asked = page.Find("[data-testid=user-new]").ClickAsync();
        _dialogs.WaitForElement("[data-testid=user-email]");
        await _dialogs.Find("[data-testid=user-email]").ChangeAsync(new() { Value = "ed@mosaic.test" });
        await _dialogs.Find("[data-testid=user-new-password]").ChangeAsync(new() { Value = "password1234" });
        await _dialogs.Find("#add-user").SubmitAsync();
        _dialogs.WaitForElement("[data-testid=form-problem]");

        await _dialogs.Find("[data-testid=user-new-password]").ChangeAsync(new() { Value = Good });
        await _dialogs.Find("#add-user").SubmitAsync();
        await asked;

        page.WaitForAssertion(() => Assert.Equal(Roles.Viewer, Row(page, "ed@mosaic.test").GetAttribute("data-role")));
    }

    [Fact]
    public async Task A_token_is_shown_once_then_listed_by_its_first_characters_and_revoked()
    {
        var page = Render<TokensPage>();
        page.WaitForElement(".empty");

        var asked = page.Find("[data-testid=token-new]").ClickAsync();
        _dialogs.WaitForElement("[data-testid=token-name]");
        await _dialogs.Find("[data-testid=token-name]").ChangeAsync(new() { Value = "Nightly upload" });
        await _dialogs.Find("#create-token").SubmitAsync();
        var token = _dialogs.WaitForElement("[data-testid=token-value]").GetAttribute("value")!;
        await _dialogs.Find("[data-testid=token-done]").ClickAsync();
        await asked;

        var row = page.WaitForElement("[data-testid=token-row]");
        Assert.Contains("Nightly upload", row.TextContent);
        Assert.DoesNotContain(token, page.Markup);
        Assert.Contains(token[..6], row.TextContent);

        asked = page.Find("[data-testid=token-revoke]").ClickAsync();
        _dialogs.WaitForElement("[data-testid=confirm]");
        await _dialogs.Find("[data-testid=confirm]").ClickAsync();
        await asked;

        page.WaitForAssertion(() => Assert.Equal("revoked", page.Find("[data-testid=token-row]").GetAttribute("data-state")));
        Assert.Empty(page.FindAll("[data-testid=token-revoke]"));
    }

    private IRenderedComponent<TPage> Page<TPage>(string row, int rows)
        where TPage : IComponent
    {
        var page = Render<TPage>();
        page.WaitForAssertion(() => Assert.Equal(rows, page.FindAll($"[data-testid={row}]").Count));
        return page;
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<IComponent> page, string email) => page.Find($"[data-email='{email}']");
}
