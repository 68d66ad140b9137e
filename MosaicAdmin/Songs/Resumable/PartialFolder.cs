using System.Text.Json;

namespace MosaicAdmin.Songs;

/// <summary>
/// Where uploads lie that are not whole yet: a folder for each person, and in it for each upload <c>id.json</c> with what it is and
/// <c>id.part</c> with its bytes, whose number is the offset. Nothing of it is in memory, so a restart loses none.
/// </summary>
public sealed class PartialFolder(string path)
{
    private const string Info = ".json";
    private const string Part = ".part";

    /// <summary>The person's upload; another person's is not there.</summary>
    public PartialUpload? Find(Guid owner, Guid id)
    {
        try
        {
            return JsonSerializer.Deserialize<PartialUpload>(File.ReadAllBytes(Named(owner, id, Info)), JsonSerializerOptions.Web);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes in a new upload, with no byte of it yet.</summary>
    public void Add(PartialUpload upload)
    {
        Directory.CreateDirectory(Folder(upload.Owner));
        File.Create(PathOf(upload)).Dispose();
        Write(upload);
    }

    /// <summary>Says something else of an upload, whole or not at all.</summary>
    public void Write(PartialUpload upload)
    {
        var name = Named(upload.Owner, upload.Id, Info);
        File.WriteAllBytes($"{name}.new", JsonSerializer.SerializeToUtf8Bytes(upload, JsonSerializerOptions.Web));
        File.Move($"{name}.new", name, overwrite: true);
    }

    public string PathOf(PartialUpload upload) => Named(upload.Owner, upload.Id, Part);

    /// <summary>How many of its bytes are there.</summary>
    public long Offset(PartialUpload upload) => new FileInfo(PathOf(upload)) is { Exists: true } part ? part.Length : 0;

    /// <summary>Opened by one writer at a time, of whatever process; what it writes is at once in the file.</summary>
    public FileStream Open(PartialUpload upload) => new(PathOf(upload), new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Write,
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    /// <summary>Leaves the bytes where they are for as long again.</summary>
    public void Touch(PartialUpload upload, DateTimeOffset now)
    {
        if (File.Exists(PathOf(upload)))
        {
            File.SetLastWriteTimeUtc(PathOf(upload), now.UtcDateTime);
        }
    }

    public void RemoveBytes(PartialUpload upload) => File.Delete(PathOf(upload));

    public void Remove(PartialUpload upload)
    {
        RemoveBytes(upload);
        File.Delete(Named(upload.Owner, upload.Id, Info));
    }

    /// <summary>How many of the person's uploads hold bytes, and how many bytes that is.</summary>
    public (int Count, long Bytes) Held(Guid owner) => Directory.Exists(Folder(owner))
        ? new DirectoryInfo(Folder(owner)).EnumerateFiles($"*{Part}").Aggregate((Count: 0, Bytes: 0L), (sum, file) => (sum.Count + 1, sum.Bytes + file.Length))
        : (0, 0);

    /// <summary>Removes uploads that nobody has gone on with since <paramref name="limit"/>, and says how many.</summary>
    public int RemoveOlder(DateTimeOffset limit)
    {
        var removed = 0;
        var folders = Directory.Exists(path) ? new DirectoryInfo(path).GetDirectories() : [];
        foreach (var upload in folders.SelectMany(folder => folder.GetFiles()).GroupBy(file => (file.DirectoryName, file.Name.Split('.')[0])))
        {
            if (upload.All(file => file.LastWriteTimeUtc < limit.UtcDateTime))
            {
                upload.ToList().ForEach(file => file.Delete());
                removed++;
            }
        }

        return removed;
    }

    private string Folder(Guid owner) => Path.Combine(path, owner.ToString("n"));

    private string Named(Guid owner, Guid id, string ending) => Path.Combine(Folder(owner), id.ToString("n") + ending);
}
