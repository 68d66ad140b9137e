using System.Collections.Immutable;
using System.Security.Claims;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>Connects receivers to the signals of the Lab's tasks while the app runs. They live in this process, and no longer than the page that asked.</summary>
public sealed class LabReceivers(SignalDispatcher dispatcher, LabLog log, Permissions permissions, TimeProvider time)
{
    public const int Most = 12;
    public const int LongestDelay = 10_000;

    private ImmutableHashSet<LabReceiver> _connected = [];
    private int _last;

    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">The wish makes no sense, or too many are connected.</exception>
    public async Task<LabReceiver> Connect(ClaimsPrincipal user, ReceiverWish wish, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        if (wish.Kind is { } kind && SignalKind.Named(kind) is null)
        {
            throw new ActRefusedException($"There is no signal called {kind}.");
        }

        if (wish.Milliseconds is < 0 or > LongestDelay)
        {
            throw new ActRefusedException($"A receiver waits at most {LongestDelay} ms.");
        }

        var receiver = new LabReceiver(
            Interlocked.Increment(ref _last), wish, log, time, gone => ImmutableInterlocked.Update(ref _connected, set => set.Remove(gone)));
        ImmutableInterlocked.Update(ref _connected, set => set.Count < Most ? set.Add(receiver) : set);
        if (!_connected.Contains(receiver))
        {
            throw new ActRefusedException($"{Most} receivers are connected already; disconnect one first.");
        }

        receiver.Connect(dispatcher);
        return receiver;
    }
}
