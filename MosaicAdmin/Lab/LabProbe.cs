using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>One experiment of the Lab: a task that makes a signal happen, and what it should be seen to do.</summary>
/// <param name="Name">Its button's name; the task is called <c>lab.</c> and this.</param>
/// <param name="Kind">The signal it is about.</param>
/// <param name="Expected">
/// The signals of each task it leads to, in the order those are published: the one that is sent, then those published in its place.
/// </param>
/// <param name="Or">What the first task may show instead, where two ways are right.</param>
/// <param name="Holds">It keeps one of the node's workers busy for as long as a run may take.</param>
public sealed record LabProbe(
    string Name, string Kind, IReadOnlyList<IReadOnlyList<SequenceStep>> Expected, IReadOnlyList<SequenceStep>? Or = null, bool Holds = false)
{
    public const string Prefix = "lab.";

    /// <summary>The task's name.</summary>
    public string Task => Prefix + Name;

    internal static IReadOnlyList<SequenceStep> Steps(string kinds) =>
        [.. kinds.Split(' ').Select(kind => kind == "terminated" ? new SequenceStep("revoked", Terminated: true) : new SequenceStep(kind))];
}
