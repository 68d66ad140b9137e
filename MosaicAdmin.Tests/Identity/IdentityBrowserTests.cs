using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>What only a browser can show: that the pages work under their own policies, and passkeys.</summary>
[Collection(AppCollection.Name)]
public sealed class IdentityBrowserTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demo_account_is_filled_in_by_one_click_and_signs_in_and_out()
    {
        var page = await Open("/login", role: null);

        await page.GetByTestId("demo-editor").ClickAsync();
        await Assertions.Expect(page.GetByTestId("login-email")).ToHaveValueAsync("editor@mosaic.test");
        await page.GetByTestId("login-submit").ClickAsync();
        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByTestId("account-name")).ToBeVisibleAsync();

        await page.GotoAsync("/tasks");
        await page.GetByTestId("logout").ClickAsync();
        await page.WaitForURLAsync("**/login");
    }

    [Fact]
    public async Task An_admin_adds_somebody_demotes_them_and_the_open_page_of_theirs_ends()
    {
        var email = $"{Guid.NewGuid():n}@mosaic.test";
        var page = await Open("/admin/users", Roles.Admin);
        await page.GetByTestId("user-new").ClickAsync();
        await page.GetByTestId("user-email").FillAsync(email);
        await page.GetByTestId("user-new-role").SelectOptionAsync(Roles.Admin);
        await page.GetByTestId("user-new-password").FillAsync("quiet window over taipei");
        await page.GetByTestId("user-save").ClickAsync();
        var row = page.Locator($"[data-email='{email}']");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-role", Roles.Admin);

        var theirs = await Open("/login", role: null);
        await theirs.GetByTestId("login-email").FillAsync(email);
        await theirs.GetByTestId("login-password").FillAsync("quiet window over taipei");
        await theirs.GetByTestId("login-submit").ClickAsync();
        await theirs.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        await theirs.GotoAsync("/admin/users");
        await Assertions.Expect(theirs.GetByTestId("user-row").First).ToBeVisibleAsync();

        await row.GetByTestId("user-role").SelectOptionAsync(Roles.Viewer);
        await page.GetByTestId("reason").FillAsync("left the team");
        await page.GetByTestId("confirm").ClickAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-role", Roles.Viewer);

        await theirs.GetByTestId("user-new").ClickAsync();
        await theirs.GetByTestId("user-email").FillAsync("another@mosaic.test");
        await theirs.GetByTestId("user-new-password").FillAsync("quiet window over taipei");
        await theirs.GetByTestId("user-save").ClickAsync();
        await Assertions.Expect(theirs.GetByTestId("form-problem").Or(theirs.GetByTestId("login-email"))).ToBeVisibleAsync();
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(Stop);
        Assert.False(await db.Users.AnyAsync(u => u.Email == "another@mosaic.test", Stop));
    }

    [Fact]
    public async Task An_open_page_of_somebody_shut_out_ends_by_itself()
    {
        var impatient = await StartApp(("Identity:Recheck", "00:00:01"));
        var page = await Open(new Uri(impatient.Address, "/login").ToString(), role: null);
        await page.GetByTestId("login-email").FillAsync("viewer@mosaic.test");
        await page.GetByTestId("login-password").FillAsync("Mosaic-demo-2026");
        await page.GetByTestId("login-submit").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        await page.GotoAsync(new Uri(impatient.Address, "/tasks").ToString());
        await Assertions.Expect(page.GetByTestId("task-search")).ToBeVisibleAsync();

        await using var db = await impatient.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(Stop);
        await db.Users.Where(u => u.Email == "viewer@mosaic.test").ExecuteUpdateAsync(u => u.SetProperty(x => x.LockedAt, DateTimeOffset.UnixEpoch), Stop);

        await page.WaitForURLAsync("**/login**");
    }

    [Fact]
    public async Task A_token_made_on_the_page_opens_the_api()
    {
        var page = await Open("/admin/tokens", Roles.Admin);
        await page.GetByTestId("token-new").ClickAsync();
        await page.GetByTestId("token-name").FillAsync("Browser test");
        await page.GetByTestId("token-create").ClickAsync();
        var token = await page.GetByTestId("token-value").InputValueAsync();
        await page.GetByTestId("token-done").ClickAsync();

        using var client = new HttpClient { BaseAddress = App.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync("/api/v1/playlists", Stop);

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_record_is_filtered_and_the_filter_is_in_the_address()
    {
        var page = await Open("/admin/audit", Roles.Admin);
        await page.GetByTestId("audit-act").SelectOptionAsync("demo.");

        await page.WaitForURLAsync("**/admin/audit?act=demo.");
        await Assertions.Expect(page.GetByTestId("audit-row")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_passkey_is_added_signs_in_and_is_removed()
    {
        // Browsers bind passkeys to names, and 127.0.0.1 is none.
        var site = new UriBuilder(App.Address) { Host = "localhost" }.Uri;
        var page = await Open(new Uri(site, "/login").ToString(), role: null);
        var authenticator = await page.Context.NewCDPSessionAsync(page);
        await authenticator.SendAsync("WebAuthn.enable");
        await authenticator.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GetByTestId("login-email").FillAsync("viewer@mosaic.test");
        await page.GetByTestId("login-password").FillAsync("Mosaic-demo-2026");
        await page.GetByTestId("login-submit").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));

        await page.GotoAsync(new Uri(site, "/account").ToString());
        await page.GetByTestId("passkey-name").FillAsync("Work laptop");
        await page.GetByTestId("passkey-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("form-news")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Work laptop")).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(new Uri(site, "/login?returnUrl=/account").ToString());
        await page.GetByTestId("login-passkey").ClickAsync();
        await page.WaitForURLAsync("**/account");
        await Assertions.Expect(page.GetByText("viewer@mosaic.test")).ToBeVisibleAsync();

        await page.GetByTestId("passkey").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByText("Work laptop")).ToHaveCountAsync(0);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(new Uri(site, "/login").ToString());
        await page.GetByTestId("login-passkey").ClickAsync();
        await Assertions.Expect(page.GetByTestId("form-problem")).ToBeVisibleAsync();
    }
}
