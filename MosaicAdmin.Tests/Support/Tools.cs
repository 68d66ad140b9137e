namespace MosaicAdmin.Tests.Support;

/// <summary>Programs of the machine that some tests need.</summary>
public static class Tools
{
    /// <summary>The path of a program, or null when it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
            .FirstOrDefault(File.Exists);
}
