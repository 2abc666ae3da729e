using MudBlazor;

namespace Dashboard.Web.Shell;

/// <summary>Colours, type and measures. Text on its ground has a contrast of at least 4.5 : 1 in both palettes.</summary>
internal static class DashboardTheme
{
    /// <summary>Fonts that are on the reader's machine; none is downloaded.</summary>
    private static readonly string[] _fonts =
    [
        "Inter", "-apple-system", "Segoe UI", "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", "system-ui", "sans-serif",
    ];

    /// <summary>Applies where <c>&lt;html data-theme="light"&gt;</c>.</summary>
    public static MudTheme Light { get; } = Create(":root[data-theme=light]");

    /// <summary>Applies where <c>&lt;html data-theme="dark"&gt;</c>.</summary>
    public static MudTheme Dark { get; } = Create(":root[data-theme=dark]");

    private static MudTheme Create(string scope) => new()
    {
        PseudoCss = new PseudoCss { Scope = scope },
        PaletteLight = LightPalette(),
        PaletteDark = DarkPalette(),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "52px", DrawerWidthLeft = "212px" },
        Typography = Type(),
    };

    private static PaletteLight LightPalette() => new()
    {
        Primary = "#0b6a88",
        PrimaryContrastText = "#ffffff",
        Secondary = "#4a5a6a",
        SecondaryContrastText = "#ffffff",
        Tertiary = "#6b5a2e",
        Info = "#1f66ad",
        Success = "#1a7a4a",
        Warning = "#8f5a00",
        Error = "#b8322a",
        Dark = "#26313c",
        TextPrimary = "#18222c",
        TextSecondary = "#52606d",
        TextDisabled = "#8b96a1",
        ActionDefault = "#52606d",
        ActionDisabled = "#a9b2bb",
        ActionDisabledBackground = "#e7ebee",
        Background = "#f5f7f8",
        BackgroundGray = "#ecf0f2",
        Surface = "#ffffff",
        DrawerBackground = "#f5f7f8",
        DrawerText = "#33404c",
        DrawerIcon = "#52606d",
        AppbarBackground = "#ffffff",
        AppbarText = "#18222c",
        LinesDefault = "#dfe4e8",
        LinesInputs = "#b4bec7",
        TableLines = "#e6eaed",
        TableStriped = "#f8fafb",
        TableHover = "#f0f4f6",
        Divider = "#dfe4e8",
        DividerLight = "#ebeff1",
        Skeleton = "#e3e8ec",
        OverlayDark = "rgba(17,25,33,0.45)",
    };

    private static PaletteDark DarkPalette() => new()
    {
        Primary = "#55bfdc",
        PrimaryContrastText = "#06222c",
        Secondary = "#a3b1be",
        SecondaryContrastText = "#10161c",
        Tertiary = "#d3bd83",
        TertiaryContrastText = "#10161c",
        Info = "#77b3ef",
        InfoContrastText = "#071a2d",
        Success = "#57c78f",
        SuccessContrastText = "#06241a",
        Warning = "#e3aa55",
        WarningContrastText = "#2a1b02",
        Error = "#f2857c",
        ErrorContrastText = "#330a07",
        Dark = "#0b1015",
        TextPrimary = "#e4eaef",
        TextSecondary = "#a1afbb",
        TextDisabled = "#6a7783",
        ActionDefault = "#a1afbb",
        ActionDisabled = "#55626d",
        ActionDisabledBackground = "#232c35",
        Background = "#10161c",
        BackgroundGray = "#0c1116",
        Surface = "#172028",
        DrawerBackground = "#10161c",
        DrawerText = "#c9d3db",
        DrawerIcon = "#a1afbb",
        AppbarBackground = "#141b22",
        AppbarText = "#e4eaef",
        LinesDefault = "#2a353f",
        LinesInputs = "#46545f",
        TableLines = "#253039",
        TableStriped = "#151d25",
        TableHover = "#1c2731",
        Divider = "#2a353f",
        DividerLight = "#212b34",
        Skeleton = "#26313b",
        OverlayDark = "rgba(4,8,12,0.6)",
    };

    private static Typography Type() => new()
    {
        Default = new DefaultTypography { FontFamily = _fonts, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
        H1 = new H1Typography { FontFamily = _fonts, FontSize = "1.375rem", FontWeight = "600", LineHeight = "1.3", LetterSpacing = "-0.01em" },
        H2 = new H2Typography { FontFamily = _fonts, FontSize = "1.125rem", FontWeight = "600", LineHeight = "1.35", LetterSpacing = "-0.005em" },
        H3 = new H3Typography { FontFamily = _fonts, FontSize = "1rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
        H4 = new H4Typography { FontFamily = _fonts, FontSize = "0.9375rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
        H5 = new H5Typography { FontFamily = _fonts, FontSize = "0.875rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
        H6 = new H6Typography { FontFamily = _fonts, FontSize = "1rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
        Subtitle1 = new Subtitle1Typography { FontFamily = _fonts, FontSize = "0.9375rem", LetterSpacing = "normal" },
        Subtitle2 = new Subtitle2Typography { FontFamily = _fonts, FontSize = "0.8125rem", FontWeight = "600", LetterSpacing = "normal" },
        Body1 = new Body1Typography { FontFamily = _fonts, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
        Body2 = new Body2Typography { FontFamily = _fonts, FontSize = "0.8125rem", LineHeight = "1.45", LetterSpacing = "normal" },
        Button = new ButtonTypography { FontFamily = _fonts, FontSize = "0.8125rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none" },
        Caption = new CaptionTypography { FontFamily = _fonts, FontSize = "0.75rem", LetterSpacing = "normal" },
        Overline = new OverlineTypography { FontFamily = _fonts, FontSize = "0.6875rem", FontWeight = "600", LetterSpacing = "0.04em" },
    };
}
