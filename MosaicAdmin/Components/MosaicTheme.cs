using MudBlazor;

namespace MosaicAdmin.Components;

/// <summary>
/// MudBlazor's side of the look: type, shape and names. Its colours are set in <c>app.css</c> from our own variables, so that light, dark
/// and the system's choice are right at the first paint and change without the server.
/// </summary>
public static class MosaicTheme
{
    private static readonly string[] Fonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#C2410C",
            Secondary = "#5F5C57",
            Background = "#FBFBFA",
            Surface = "#FFFFFF",
            TextPrimary = "#1C1B1A",
            TextSecondary = "#5F5C57",
            LinesDefault = "#E7E6E3",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "56px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Fonts, FontSize = "1.75rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontFamily = Fonts, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = Fonts, FontSize = "1rem", FontWeight = "650", LineHeight = "1.4", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "1rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "0.875rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = "0.8125rem", LineHeight = "1.4", LetterSpacing = "normal" },
        },
    };
}
