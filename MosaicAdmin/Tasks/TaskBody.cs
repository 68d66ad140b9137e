namespace MosaicAdmin.Tasks;

/// <summary>Thrown by a body whose message has the right form but a meaning it cannot work with: the task is rejected, not failed.</summary>
public sealed class TaskRejectedException(string reason) : Exception(reason);

/// <summary>Thrown by a body that knows that trying again is no use: the task is failed at once, whatever attempts are left.</summary>
public sealed class TaskHopelessException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>What a task does, once it is its turn. Registered under a name by <c>AddTask</c> or <c>AddWindowTask</c>.</summary>
/// <typeparam name="TArguments">
/// Its arguments: a record that the message's JSON must fit exactly. A message that does not is rejected before this is made.
/// </typeparam>
public abstract class TaskBody<TArguments>
    where TArguments : class
{
    /// <summary>Does the work. May run again for the same task; what it returns is committed only if the claim still holds.</summary>
    public abstract Task<TaskResult> Run(Claim claim, TArguments arguments, CancellationToken cancellationToken);
}
