using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MosaicAdmin.Components;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class PartTests : TestPage
{
    private readonly Lines _log = new();

    public PartTests() => Services.AddSingleton<ILogger<Part>>(_log);

    [Fact]
    public void What_breaks_in_a_part_leaves_the_rest_alive_and_is_logged_under_what_is_shown()
    {
        Fragile.Broken = true;
        var page = Render(Two);

        Assert.Equal("Sound", page.Find("p.sound").TextContent);
        var shown = page.Find("[data-testid=broken-reference]").TextContent;
        var (level, reference, error) = Assert.Single(_log.Told);
        Assert.Equal((LogLevel.Error, "Broken on purpose."), (level, error!.Message));
        Assert.Contains(reference, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("on purpose", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_tried_again()
    {
        Fragile.Broken = true;
        var page = Render(Two);

        Fragile.Broken = false;
        page.Find("[data-testid=broken-again]").Click();

        Assert.Equal("Mended", page.Find("p.fragile").TextContent);
        Assert.Empty(page.FindAll("[data-testid=broken-part]"));
    }

    private static void Two(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Part>(0);
        builder.AddComponentParameter(1, nameof(Part.Name), "fragile");
        builder.AddComponentParameter(2, nameof(Part.ChildContent), (RenderFragment)(inner =>
        {
            inner.OpenComponent<Fragile>(0);
            inner.CloseComponent();
        }));
        builder.CloseComponent();
        builder.AddMarkupContent(3, "<p class=\"sound\">Sound</p>");
    }

    private sealed class Lines : ILogger<Part>
    {
        public List<(LogLevel Level, string Reference, Exception? Error)> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add((logLevel, $"{((IEnumerable<KeyValuePair<string, object?>>)state!).Single(s => s.Key == "Reference").Value}", exception));
    }

    private sealed class Fragile : ComponentBase
    {
        [ThreadStatic]
        private static bool _broken;

        public static bool Broken { get => _broken; set => _broken = value; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Broken)
            {
                throw new InvalidOperationException("Broken on purpose.");
            }

            builder.AddMarkupContent(0, "<p class=\"fragile\">Mended</p>");
        }
    }
}
