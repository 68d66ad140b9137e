using Microsoft.Extensions.Caching.Memory;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>
/// Covers and mosaics at the size a wall shows them. Made when first asked for and remembered in memory: no object, no row, nothing to
/// collect, and browsers keep them for good. One instance per process, since it bounds the decodes at once.
/// </summary>
public sealed class SmallPictures(IFileStore files) : IDisposable
{
    private const int DecodesAtOnce = 2;
    private const long MostBytes = 48 << 20;

    private readonly SemaphoreSlim _turns = new(DecodesAtOnce);
    private readonly MemoryCache _made = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>The picture the store keeps as <paramref name="name"/>, <paramref name="size"/> pixels a side; null when there is none.</summary>
    public async Task<byte[]?> Execute(string name, int size, CancellationToken cancellationToken)
    {
        if (_made.TryGetValue((name, size), out byte[]? made) || await Kept(name, cancellationToken) is not { } picture)
        {
            return made;
        }

        await _turns.WaitAsync(cancellationToken);
        try
        {
            made = await Task.Run(() => CoverRendition.Make(picture, size), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }

        return made is null ? null : _made.Set((name, size), made, new MemoryCacheEntryOptions { Size = made.Length });
    }

    public void Dispose()
    {
        _turns.Dispose();
        _made.Dispose();
    }

    private async Task<byte[]?> Kept(string name, CancellationToken cancellationToken)
    {
        await using var file = await files.Open(name, cancellationToken);
        if (file is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
