namespace MosaicAdmin.Components;

/// <summary>One small drawing per state, in a 16 by 16 box, told apart by shape and not only by colour.</summary>
internal static class StateIcons
{
    private const string Ring = """<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5"/>""";
    private const string Dashed = """<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.5 2.2"/>""";

    /// <summary>The inside of an SVG for <paramref name="state"/>.</summary>
    public static string Of(string state) => state switch
    {
        "scheduled" or "pending" => Ring + Line("M8 4.6V8l2.4 1.6"),
        "running" => Ring + """<path d="M6.6 5.4v5.2L10.8 8z" fill="currentColor"/>""",
        "retrying" => Line("M13 4.2v3h-3") + Line("M12.6 7A5 5 0 1 0 13 9.4"),
        "succeeded" => Ring + Line("M5.2 8.2l2 2 3.6-4.2"),
        "unchanged" => Ring + Line("M5.4 6.8h5.2M5.4 9.4h5.2"),
        "superseded" => Line("M3 5.2h6.4a3.4 3.4 0 0 1 0 6.8H6") + Line("M8 9.8L5.6 12 8 14.2"),
        "cancelled" => Ring + Line("M4 12L12 4"),
        "held" => Ring + Line("M6.4 5.8v4.4M9.6 5.8v4.4"),
        "failed" => Ring + Line("M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"),
        "lost" => Dashed + Line("M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"),
        "expired" => Line("M4.5 2.5h7M4.5 13.5h7M5.5 2.5c0 4 5 4 5 7v4M10.5 2.5c0 4-5 4-5 7v4"),
        "unknown" => Ring + Line("M6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2M8 11.2v.1"),
        "rejected" => Line("M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z") + Line("M8 5v3.6M8 10.9v.1"),
        _ => Dashed,
    };

    private static string Line(string path) =>
        $"""<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>""";
}
