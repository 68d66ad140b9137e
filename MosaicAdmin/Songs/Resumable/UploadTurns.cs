using System.Collections.Concurrent;

namespace MosaicAdmin.Songs;

/// <summary>
/// Who sends an upload just now: one connection at a time. One that is dead without anybody having noticed must not keep its sender out,
/// so whoever has been silent for <see cref="Silence"/> gives way to the next.
/// </summary>
public sealed class UploadTurns(TimeProvider time)
{
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Guid, UploadTurn> _turns = new();

    /// <summary>The turn, to be disposed at its end; null while another connection still sends.</summary>
    public async Task<UploadTurn?> Take(Guid upload, CancellationToken cancellationToken)
    {
        var turn = new UploadTurn(time, ended => _turns.TryRemove(KeyValuePair.Create(upload, ended)));
        while (!_turns.TryAdd(upload, turn))
        {
            if (!_turns.TryGetValue(upload, out var other))
            {
                continue;
            }

            if (!other.IsSilent)
            {
                turn.Dispose();
                return null;
            }

            await other.Interrupt().WaitAsync(cancellationToken);
        }

        return turn;
    }
}

/// <summary>One connection's turn to send.</summary>
public sealed class UploadTurn(TimeProvider time, Action<UploadTurn> end) : IDisposable
{
    private readonly CancellationTokenSource _interrupted = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heard = time.GetTimestamp();

    /// <summary>Cancelled when another connection goes on in place of this one.</summary>
    public CancellationToken Interrupted => _interrupted.Token;

    public bool IsSilent => time.GetElapsedTime(Interlocked.Read(ref _heard)) >= UploadTurns.Silence;

    /// <summary>Something came.</summary>
    public void Hear() => Interlocked.Exchange(ref _heard, time.GetTimestamp());

    /// <summary>Asks it to stop; completes when it has.</summary>
    public async Task Interrupt()
    {
        await _interrupted.CancelAsync();
        await _ended.Task;
    }

    public void Dispose()
    {
        end(this);
        _ended.TrySetResult();
    }
}
