using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Components;
using MosaicAdmin.Tests.Support;
using MudBlazor;

namespace MosaicAdmin.Tests.Components;

public sealed class ConfirmWithReasonTests : TestPage
{
    private (IRenderedComponent<MudDialogProvider> Page, Task<string?> Answer) Ask(ReasonWish wish)
    {
        var page = RenderDialogs();
        Task<string?> answer = null!;
        page.InvokeAsync(() => { answer = Services.GetRequiredService<IDialogService>().Confirm(new("Make it now?", "It is made.", "Make it now", wish)); });
        page.WaitForElement("[data-testid=confirm]");
        return (page, answer);
    }

    [Fact]
    public async Task The_reason_comes_back_trimmed()
    {
        var (page, answer) = Ask(ReasonWish.Optional);
        Assert.Contains("It is made.", page.Markup);

        await page.Find("[data-testid=reason]").InputAsync("  the label rang ");
        await page.Find("[data-testid=confirm]").ClickAsync();

        Assert.Equal("the label rang", await answer);
    }

    [Fact]
    public async Task Without_a_reason_the_answer_is_empty_and_not_null()
    {
        var (page, answer) = Ask(ReasonWish.Optional);

        await page.Find("[data-testid=confirm]").ClickAsync();

        Assert.Equal("", await answer);
    }

    [Fact]
    public async Task Going_back_answers_null()
    {
        var (page, answer) = Ask(ReasonWish.Optional);

        await page.FindAll("button").Single(b => b.TextContent.Trim() == "Go back").ClickAsync();

        Assert.Null(await answer);
    }

    [Fact]
    public async Task A_needed_reason_must_be_more_than_spaces()
    {
        var (page, answer) = Ask(ReasonWish.Needed);
        Assert.True(page.Find("[data-testid=confirm]").HasAttribute("disabled"));

        await page.Find("[data-testid=reason]").InputAsync("   ");
        Assert.True(page.Find("[data-testid=confirm]").HasAttribute("disabled"));

        await page.Find("[data-testid=reason]").InputAsync("wrong cover");
        await page.Find("[data-testid=confirm]").ClickAsync();
        Assert.Equal("wrong cover", await answer);
    }

    [Fact]
    public void Where_no_reason_is_wanted_none_is_asked_for() => Assert.Empty(Ask(ReasonWish.None).Page.FindAll("[data-testid=reason]"));
}
