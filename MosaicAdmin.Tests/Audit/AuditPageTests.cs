using System.Security.Claims;
using System.Text.RegularExpressions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Audit;

/// <summary>The record as its page says it, on real tables.</summary>
public sealed partial class AuditPageTests : TestPage, IAsyncLifetime
{
    private TestTables _tables = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        var admin = await _tables.Databases.Add(Roles.Admin, "admin@mosaic.test");
        Services.AddScoped(_ => new ListAudit(_tables.Databases, _tables.Permissions));
        SignIn(Roles.Admin);
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(admin))));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _tables.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_deed_is_a_sentence_with_a_link_to_what_it_was_done_to()
    {
        var playlist = new Playlist { Id = Guid.NewGuid(), Name = "Rainy Taipei", CreatedBy = "ann" };
        await using (var db = _tables.Open())
        {
            db.Playlists.Add(playlist);
            await db.SaveChangesAsync(Stop);
        }

        await Record("playlist.rename", playlist.Id.ToString(), """{"from":"Rain","to":"Rainy Taipei"}""", "A better name");
        await Record("playlist.delete", Guid.NewGuid().ToString(), null);
        await Record("future.deed", "42", """{"count":3}""");
        var page = Page();

        var rename = page.Find("[data-act='playlist.rename']");
        Assert.Equal("renamed the playlist Rainy Taipei", rename.QuerySelector(".audit-sentence")!.TextContent.Trim());
        Assert.Equal($"/playlists/{playlist.Id}", rename.QuerySelector(".audit-sentence a")!.GetAttribute("href"));
        Assert.Equal(("Rain", "Rainy Taipei"), (rename.QuerySelector("del")!.TextContent, rename.QuerySelector("ins")!.TextContent));
        Assert.Equal("A better name", rename.QuerySelector(".audit-why")!.TextContent);
        Assert.Equal("deleted the playlist a playlist that is gone", page.Find("[data-act='playlist.delete'] .audit-sentence").TextContent.Trim());
        Assert.Empty(page.FindAll("[data-act='playlist.delete'] .audit-sentence a"));
        Assert.Contains("did future.deed to 42", page.Find("[data-act='future.deed']").TextContent, StringComparison.Ordinal);
        Assert.Contains("count 3", page.Find("[data-act='future.deed']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_yet_nothing_that_matches_and_a_record_that_cannot_be_read_are_told_apart()
    {
        Assert.Equal("Nothing has been done yet.", Page().Find("[data-testid=audit-none]").TextContent);

        await Record("task.cancel", "1", null);
        Go("?q=nobody");
        var page = Page();
        Assert.StartsWith("Nothing matches", page.Find("[data-testid=audit-none]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-testid=audit-clear]").ClickAsync();
        Assert.EndsWith("/admin/audit", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_go_to_the_address_and_to_the_file()
    {
        Go("?actor=ann&act=task");
        var page = Page();
        Assert.Equal("/admin/audit.csv?actor=ann&act=task", page.Find("[data-testid=audit-csv]").GetAttribute("href"));

        await page.Find("[data-testid=audit-text]").ChangeAsync(new() { Value = "why" });

        Assert.EndsWith("/admin/audit?actor=ann&act=task&q=why", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_says_so_keeps_the_filters_and_is_read_again()
    {
        await Record("task.cancel", "1", null);
        var away = new Away(_tables.Databases) { IsAway = true };
        Services.AddScoped(_ => new ListAudit(away, _tables.Permissions));
        Go("?actor=ann");
        var page = Render<AuditPage>();
        page.WaitForElement("[data-testid=audit-again]");
        Assert.Equal("ann", page.Find("[data-testid=audit-actor]").GetAttribute("value"));

        away.IsAway = false;
        await page.Find("[data-testid=audit-again]").ClickAsync();

        page.WaitForElement("[data-testid=audit-row]");
        Assert.Empty(page.FindAll("[data-testid=audit-again]"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public void Every_act_in_the_code_has_a_sentence(string language)
    {
        Speak(language);
        var text = Services.GetRequiredService<IStringLocalizer<AuditText>>();
        var acts = Directory.EnumerateFiles(Path.Combine(Folders.Repository, "MosaicAdmin"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => AuditCall().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).Distinct().ToList();

        Assert.True(acts.Count > 20, string.Join(' ', acts));
        Assert.All(acts, act => Assert.False(text[$"Act.{act}"].ResourceNotFound, $"AuditText has no Act.{act}"));
        Assert.All(AuditActs.Groups, group => Assert.False(text[$"Group.{group.TrimEnd('.')}"].ResourceNotFound, group));
    }

    private IRenderedComponent<AuditPage> Page()
    {
        var page = Render<AuditPage>();
        page.WaitForElement("[data-testid=audit-row], [data-testid=audit-none]");
        return page;
    }

    private void Go(string query) => Services.GetRequiredService<NavigationManager>().NavigateTo($"/admin/audit{query}");

    private Task<int> Record(string act, string subject, string? data, string? reason = null) => _tables.Lane.Run(
        (write, ct) =>
        {
            write.Audit("ann@mosaic.test", act, subject, reason, data);
            return write.Db.SaveChangesAsync(ct);
        },
        Stop);

    /// <summary>A database that is sometimes away.</summary>
    private sealed class Away(IDbContextFactory<MosaicDb> databases) : IDbContextFactory<MosaicDb>
    {
        public bool IsAway { get; set; }

        public MosaicDb CreateDbContext() => IsAway ? throw new Microsoft.Data.Sqlite.SqliteException("away", 14) : databases.CreateDbContext();
    }

    [GeneratedRegex(@"\.Audit\(\s*[\w.!]+,\s*""([a-z][a-z.-]+)""")]
    private static partial Regex AuditCall();
}
