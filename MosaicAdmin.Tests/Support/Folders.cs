namespace MosaicAdmin.Tests.Support;

/// <summary>Where the repository lies, for tests that read its files or leave results.</summary>
public static class Folders
{
    /// <summary>The repository's top folder.</summary>
    public static string Repository { get; } = Ascend(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Ascend(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "MosaicAdmin.sln")) ? folder.FullName : Ascend(folder.Parent!);
}
