using System.Collections.Frozen;

namespace MosaicAdmin.Tasks;

/// <summary>The short names signals are stored and published under, and the side each arises on.</summary>
public sealed record SignalKind(string Name, Type Type, SignalSide Side)
{
    /// <summary>All twelve, in the order of a life.</summary>
    public static IReadOnlyList<SignalKind> All { get; } =
    [
        new("before_publish", typeof(BeforeTaskPublish), SignalSide.Sender),
        new("after_publish", typeof(AfterTaskPublish), SignalSide.Sender),
        new("received", typeof(TaskReceived), SignalSide.Receiver),
        new("prerun", typeof(TaskPrerun), SignalSide.Receiver),
        new("success", typeof(TaskSuccess), SignalSide.Receiver),
        new("failure", typeof(TaskFailure), SignalSide.Receiver),
        new("retry", typeof(TaskRetry), SignalSide.Receiver),
        new("postrun", typeof(TaskPostrun), SignalSide.Receiver),
        new("revoked", typeof(TaskRevoked), SignalSide.Receiver),
        new("unknown", typeof(TaskUnknown), SignalSide.Receiver),
        new("rejected", typeof(TaskRejected), SignalSide.Receiver),
        new("internal_error", typeof(TaskInternalError), SignalSide.Receiver),
    ];

    private static readonly FrozenDictionary<string, SignalKind> ByName = All.ToFrozenDictionary(k => k.Name);
    private static readonly FrozenDictionary<Type, SignalKind> ByType = All.ToFrozenDictionary(k => k.Type);

    /// <summary>The kind stored under <paramref name="name"/>, or null when there is none.</summary>
    public static SignalKind? Named(string name) => ByName.GetValueOrDefault(name);

    public static SignalKind Of(TaskSignal signal) => ByType[signal.GetType()];
}
