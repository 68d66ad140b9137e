namespace MosaicAdmin.Tests.Support;

/// <summary>Takes a store's folder away as a lost mount would, a plain file in its place, until disposed.</summary>
public sealed class Away : IDisposable
{
    private readonly string _folder;

    private Away(string folder)
    {
        _folder = folder;
        Directory.Move(folder, $"{folder}-away");
        File.WriteAllText(folder, "");
    }

    public static Away From(string folder) => new(folder.TrimEnd('/'));

    public void Dispose()
    {
        File.Delete(_folder);
        Directory.Move($"{_folder}-away", _folder);
    }
}
