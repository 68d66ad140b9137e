namespace MosaicAdmin.Demo;

/// <summary>One made-up song: what it is called and what it is played from. Its place in <see cref="All"/> picks its cover.</summary>
/// <param name="Root">MIDI number of the lowest note.</param>
/// <param name="Chord">Notes above the root in semitones, in the order they are plucked.</param>
public sealed record DemoSong(string Title, string Artist, string Album, int Root, params int[] Chord)
{
    private const string Coast = "Coastline";
    private const string Rooms = "Rooms with Windows";
    private const string Late = "Late Timetable";

    /// <summary>The twelve, in playlist order.</summary>
    public static IReadOnlyList<DemoSong> All { get; } =
    [
        new("Harbour Lights", "Ada Lindqvist", Coast, 50, 0, 7, 12, 16, 19, 16, 12, 7),
        new("Slow Orbit", "The Cartographers", Late, 45, 0, 7, 10, 15, 19, 22, 19, 15),
        new("Paper Kites", "Mei-Ling Hsu", Rooms, 53, 0, 4, 7, 11, 14, 11, 7, 4),
        new("Tidewater", "Ada Lindqvist", Coast, 48, 0, 7, 14, 16, 19, 23, 19, 16),
        new("A Quarter Past", "Otto & Iris", Rooms, 55, 0, 5, 7, 12, 17, 19, 17, 12),
        new("Velvet Static", "Night Ferry", Late, 46, 0, 3, 7, 10, 14, 15, 14, 10),
        new("Fern", "Mei-Ling Hsu", Rooms, 52, 0, 7, 9, 14, 16, 21, 16, 14),
        new("Two Rooms", "Otto & Iris", Rooms, 51, 0, 4, 11, 14, 16, 18, 14, 11),
        new("Moon over Route Nine", "The Cartographers", Late, 47, 0, 7, 8, 12, 15, 20, 15, 12),
        new("Half Light", "Night Ferry", Late, 49, 0, 5, 10, 12, 17, 22, 17, 10),
        new("Colonnade", "Otto & Iris", Rooms, 54, 0, 7, 11, 16, 18, 23, 18, 11),
        new("Snowblind", "Ada Lindqvist", Coast, 57, 0, 2, 7, 11, 14, 19, 14, 7),
    ];
}
