using AngleSharp.Html.Dom;
using Bunit;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public sealed class UploadTargetTests
{
    [Fact]
    public async Task It_offers_every_playlist_by_name_and_has_the_given_one_chosen()
    {
        await using var page = await UploadContext.Create();
        await page.Playlist("Zebra");
        var chosen = await page.Playlist("Aardvark");

        var target = page.Render<UploadTarget>(p => p.Add(t => t.PlaylistId, chosen));

        var select = (IHtmlSelectElement)target.Find("[data-testid=upload-playlist]");
        Assert.Equal(["Choose a playlist", "Aardvark", "Zebra"], select.Options.Select(o => o.Text));
        Assert.Equal(chosen.ToString(), select.Value);
    }

    [Fact]
    public async Task A_playlist_made_elsewhere_appears_by_itself()
    {
        await using var page = await UploadContext.Create();
        var target = page.Render<UploadTarget>();

        var made = await page.Playlist("Made elsewhere");
        page.Live.Publish(new PlaylistChanged(made));

        target.WaitForAssertion(() => Assert.Contains("Made elsewhere", target.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_playlist_that_is_gone_is_said_to_be()
    {
        await using var page = await UploadContext.Create();

        var target = page.Render<UploadTarget>(p => p.Add(t => t.PlaylistId, Guid.NewGuid()));

        Assert.Contains("not there any more", target.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_playlist_is_made_and_chosen()
    {
        await using var page = await UploadContext.Create();
        Guid? chosen = null;
        var target = page.Render<UploadTarget>(p => p.Add(t => t.PlaylistIdChanged, id => chosen = id));

        await target.Find("[data-testid=new-playlist]").ClickAsync(new());
        await target.Find("[data-testid=playlist-name]").ChangeAsync(new() { Value = "  Fresh  " });
        await target.Find("form").SubmitAsync();

        target.WaitForAssertion(() => Assert.NotNull(chosen));
        Assert.Contains("Fresh", target.Markup, StringComparison.Ordinal);
        Assert.Empty(target.FindAll("form"));
    }

    [Theory]
    [InlineData(Roles.Editor, "", "A playlist needs a name.")]
    [InlineData(Roles.Viewer, "Fresh", "This needs the role Editor.")]
    public async Task A_refused_playlist_says_why_and_keeps_the_name(string role, string name, string sentence)
    {
        await using var page = await UploadContext.Create(role);
        var target = page.Render<UploadTarget>();

        await target.Find("[data-testid=new-playlist]").ClickAsync(new());
        await target.Find("[data-testid=playlist-name]").ChangeAsync(new() { Value = name });
        await target.Find("form").SubmitAsync();

        target.WaitForAssertion(() => Assert.Equal(sentence, target.Find("[role=alert]").TextContent));
        Assert.Equal(name, target.Find("[data-testid=playlist-name]").GetAttribute("value") ?? "");
    }
}
