using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.AppSettings;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using MudBlazor;

namespace MosaicAdmin.Tests.AppSettings;

/// <summary>The page of settings on a real node's tables.</summary>
public sealed class SettingsPageTests : TestPage, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-settings-");
    private SettingsNode _node = null!;
    private ClaimsPrincipal _admin = null!;
    private IRenderedComponent<MudDialogProvider> _dialogs = null!;

    public async ValueTask InitializeAsync()
    {
        _node = await SettingsNode.Start(_folder.FullName, ("Mosaic:Window", "00:30:00"));
        _admin = await _node.Person(Roles.Admin);
        Services.AddSingleton(_node.Get<CheckSettings>());
        Services.AddSingleton(_node.Get<ReadOpenWindows>());
        Services.AddScoped(_ => ActivatorUtilities.CreateInstance<ListSettings>(_node.Get<IServiceProvider>()));
        Services.AddScoped(_ => ActivatorUtilities.CreateInstance<ChangeSettings>(_node.Get<IServiceProvider>()));
        SignIn(Roles.Admin);
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(_admin))));
        _dialogs = RenderDialogs();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _node.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_window_longer_than_the_cap_can_be_saved_and_is_said_to_do_nothing()
    {
        var page = Page();
        await Field(page, "Mosaic:Window").InputAsync("5 h");
        Assert.Equal("Longer than the cap of 4 h: the cap decides, and this window changes nothing.", Setting(page, "Mosaic:Window").QuerySelector("[data-testid=setting-warning]")!.TextContent);
        Assert.False(page.Find("[data-testid=settings-review]").HasAttribute("disabled"));

        await Field(page, "Mosaic:MaxWait").InputAsync("6 h");
        Assert.Empty(Setting(page, "Mosaic:Window").QuerySelector("[data-testid=setting-warning]")!.TextContent);
    }

    [Fact]
    public async Task A_window_is_changed_after_its_review_and_taken_back()
    {
        await _node.Publish(Guid.NewGuid());
        var page = Page();
        Assert.Equal("30 min", Field(page, "Mosaic:Window").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=settings-review]"));

        await Field(page, "Mosaic:Window").InputAsync("10 min");
        var asked = page.Find("[data-group=Mosaic] form").SubmitAsync();
        var open = _dialogs.WaitForElement("[data-testid=review-windows]");
        Assert.Equal(("1", "1"), (open.GetAttribute("data-open"), open.GetAttribute("data-moved")));
        Assert.Contains("1 window is open.", open.TextContent, StringComparison.Ordinal);
        await _dialogs.Find("[data-testid=move-now]").ChangeAsync(new() { Value = true });
        await _dialogs.Find("[data-testid=reason]").InputAsync("Quick day");
        await _dialogs.Find("[data-testid=confirm]").ClickAsync();
        await asked;

        page.WaitForAssertion(() => Assert.Equal("00:10:00", Setting(page, "Mosaic:Window").GetAttribute("data-value")));
        Assert.Equal("10 min", Field(page, "Mosaic:Window").GetAttribute("value"));
        await using (var db = _node.Open())
        {
            Assert.Equal(_node.Time.GetUtcNow().AddMinutes(10), (await db.Windows.SingleAsync(Xunit.TestContext.Current.CancellationToken)).DueAt);
        }

        var back = page.Find("[data-testid=setting-back]");
        Assert.Equal("Back to 30 min from the program that starts it", back.TextContent);
        asked = back.ClickAsync();
        _dialogs.WaitForElement("[data-testid=confirm]");
        await _dialogs.Find("[data-testid=confirm]").ClickAsync();
        await asked;
        page.WaitForAssertion(() => Assert.Equal("false", Setting(page, "Mosaic:Window").GetAttribute("data-changed")));
        Assert.Equal("30 min", Field(page, "Mosaic:Window").GetAttribute("value"));
    }

    [Theory]
    [InlineData("Mosaic:Window", "30", "Write a time with its unit, such as 30 min, 4 h or 00:30:00.")]
    [InlineData("Mosaic:Window", "8 d", "It must be between 0.1 s and 7 d.")]
    [InlineData("Mosaic:RunLimit", "5 min", "It must be shorter than Mosaic:Lease, or a run could be taken for dead while it works.")]
    [InlineData("Mosaic:MaxAttempts", "0", "It must be between 1 and 100.")]
    [InlineData("Ledger:Currency", "dollars", "Write three capital letters, such as USD.")]
    public async Task What_is_wrong_is_said_at_its_field_and_cannot_be_saved(string key, string written, string sentence)
    {
        var page = Page();

        await Field(page, key).InputAsync(written);

        Assert.Equal(sentence, Setting(page, key).QuerySelector(".setting-problem")!.TextContent);
        Assert.True(page.Find("[data-testid=settings-review]").HasAttribute("disabled"));
        Assert.Equal(written, Field(page, key).GetAttribute("value"));
    }

    [Fact]
    public async Task Whoever_comes_second_reads_what_the_first_one_set_and_keeps_what_they_wrote()
    {
        var page = Page();
        await Field(page, "Mosaic:Window").InputAsync("10 min");
        await _node.Change(await _node.Person(Roles.Admin), "Mosaic:Window", "00:05:00");

        await Save(page);
        var news = page.WaitForElement("[data-testid=settings-news]");
        Assert.Contains("to 5 min meanwhile", news.TextContent, StringComparison.Ordinal);
        Assert.Equal("10 min", Field(page, "Mosaic:Window").GetAttribute("value"));

        await Save(page);
        page.WaitForAssertion(() => Assert.Equal("00:10:00", Setting(page, "Mosaic:Window").GetAttribute("data-value")));
        Assert.Empty(page.FindAll("[data-testid=settings-news]"));
    }

    [Fact]
    public void A_window_the_tuner_proposes_stands_in_its_field()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/settings?window=00:45:00&maxWait=02:00:00");

        var page = Page();

        Assert.Equal(("45 min", "2 h"), (Field(page, "Mosaic:Window").GetAttribute("value"), Field(page, "Mosaic:MaxWait").GetAttribute("value")));
        Assert.False(page.Find("[data-testid=settings-review]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_stored_row_that_cannot_stand_is_shown_at_its_setting()
    {
        await _node.Store("Mosaic:Window", "soon");

        var page = Page();

        Assert.Contains("soon", Setting(page, "Mosaic:Window").QuerySelector("[data-testid=setting-passed-over]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("00:30:00", Setting(page, "Mosaic:Window").GetAttribute("data-value"));
    }

    private IRenderedComponent<SettingsPage> Page()
    {
        var page = Render<SettingsPage>();
        page.WaitForElement("[data-testid=settings-fixed]");
        return page;
    }

    private async Task Save(IRenderedComponent<SettingsPage> page)
    {
        var asked = page.Find("[data-group=Mosaic] form").SubmitAsync();
        _dialogs.WaitForElement("[data-testid=confirm]");
        await _dialogs.Find("[data-testid=confirm]").ClickAsync();
        await asked;
    }

    private static AngleSharp.Dom.IElement Setting(IRenderedComponent<IComponent> page, string key) => page.Find($"[data-key='{key}'][data-testid=setting]");

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<IComponent> page, string key) => page.Find($"[data-key='{key}'] [data-testid=setting-value]");
}
