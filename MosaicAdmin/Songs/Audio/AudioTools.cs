namespace MosaicAdmin.Songs;

/// <summary>The programs that look into audio files, where this machine has them. Without ffprobe tags come from file names only.</summary>
/// <param name="Ffprobe">Path of the program that reads tags and length.</param>
/// <param name="Ffmpeg">Path of the program that takes out an embedded cover.</param>
public sealed record AudioTools(string? Ffprobe, string? Ffmpeg)
{
    public bool ReadTags => Ffprobe is not null;

    public bool ReadCovers => ReadTags && Ffmpeg is not null;

    /// <summary>Looks for them in the folders of <c>PATH</c>.</summary>
    public static AudioTools Find(string? path) => new(Find("ffprobe", path), Find("ffmpeg", path));

    private static string? Find(string name, string? path) =>
        (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.GetFullPath(Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)))
            .FirstOrDefault(File.Exists);
}
