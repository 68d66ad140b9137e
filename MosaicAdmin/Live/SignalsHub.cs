using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>Streams the recorded signals to other programs, at <c>/hubs/signals</c>.</summary>
[Authorize(Policy = Roles.Viewer)]
public sealed class SignalsHub(WatchSignals watch, Permissions permissions, TimeProvider time) : Hub
{
    private const int MaxStreams = 16;

    // A stream outlives the request that opened it, so who reads it is asked again and again.
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(2);

    /// <summary>Streams the signals that match, from <see cref="WatchRequest.After"/> on, until the caller stops.</summary>
    public async IAsyncEnumerable<SignalNews> Watch(WatchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Kinds?.FirstOrDefault(k => SignalKind.Named(k) is null) is { } unknown)
        {
            throw new HubException($"\"{unknown}\" is no kind of signal; the kinds are {string.Join(", ", SignalKind.All.Select(k => k.Name))}.");
        }

        var streams = Streams(Context);
        if (Interlocked.Increment(ref streams.Value) > MaxStreams)
        {
            Interlocked.Decrement(ref streams.Value);
            throw new HubException($"One connection may watch {MaxStreams} streams at once.");
        }

        try
        {
            var allowed = time.GetTimestamp();
            await foreach (var signal in watch.Execute(request, cancellationToken))
            {
                if (time.GetElapsedTime(allowed) > Recheck)
                {
                    allowed = await StillAllowed(cancellationToken);
                }

                yield return signal;
            }
        }
        finally
        {
            Interlocked.Decrement(ref streams.Value);
        }
    }

    private async Task<long> StillAllowed(CancellationToken cancellationToken)
    {
        try
        {
            await permissions.Require(Context.User!, Roles.Viewer, cancellationToken);
            return time.GetTimestamp();
        }
        catch (ForbiddenException error)
        {
            throw new HubException(error.Message, error);
        }
    }

    private static StrongBox<int> Streams(HubCallerContext context)
    {
        lock (context.Items)
        {
            return context.Items.TryGetValue(nameof(Streams), out var box) ? (StrongBox<int>)box! : (StrongBox<int>)(context.Items[nameof(Streams)] = new StrongBox<int>());
        }
    }
}
