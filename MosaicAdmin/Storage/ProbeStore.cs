namespace MosaicAdmin.Storage;

/// <summary>
/// Finds out whether the store can be used: writes a small object, reads it back and removes it. Whoever asks within a moment of
/// another gets the same answer, so that asking costs the store nothing however often it is done.
/// </summary>
public sealed class ProbeStore(IFileStore files, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private (long At, StoreFailedException? Problem)? _last;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public async Task<StoreFailedException?> Execute(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) > Moment)
            {
                var problem = await Try(cancellationToken);
                _last = last = (time.GetTimestamp(), problem);
            }

            return last.Problem;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<StoreFailedException?> Try(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await WriteReadRemove($"probes/{Guid.NewGuid():n}", both.Token);
            return null;
        }
        catch (StoreFailedException problem)
        {
            return problem;
        }
        catch (OperationCanceledException late) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StoreFailedException($"The store did not answer within {Patience.TotalSeconds} s.", late);
        }
    }

    private async Task WriteReadRemove(string name, CancellationToken cancellationToken)
    {
        var written = Guid.NewGuid().ToByteArray();
        await files.Save(name, new MemoryStream(written), "application/octet-stream", cancellationToken);
        var read = new byte[written.Length];
        await using (var content = await files.Open(name, cancellationToken) ?? throw new StoreFailedException("The store has not kept what it was given."))
        {
            if (await content.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, cancellationToken) < read.Length || !read.SequenceEqual(written))
            {
                throw new StoreFailedException("The store gave back something else than it was given.");
            }
        }

        await files.Delete(name, cancellationToken);
    }
}
