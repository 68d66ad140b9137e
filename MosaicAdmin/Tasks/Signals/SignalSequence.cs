using System.Collections.Frozen;
using static MosaicAdmin.Tasks.SignalSequence.Place;

namespace MosaicAdmin.Tasks;

/// <summary>One signal of a task as the rule of sequences sees it.</summary>
/// <param name="Kind">Short name, see <see cref="SignalKind"/>.</param>
/// <param name="Terminated">For <c>revoked</c>: a running task was stopped.</param>
public readonly record struct SequenceStep(string Kind, bool Terminated = false)
{
    /// <summary>The step as it is shown: a running task's revocation is not a waiting one's.</summary>
    public override string ToString() => Terminated ? $"{Kind} (terminated)" : Kind;
}

/// <summary>What the rule says of a task's signals so far.</summary>
/// <param name="Next">What may come next; for an illegal sequence, what was expected at <see cref="IllegalSequence.Index"/>.</param>
public abstract record SequenceVerdict(IReadOnlyList<SequenceStep> Next);

/// <summary>The sequence may end here.</summary>
public sealed record LegalSequence(IReadOnlyList<SequenceStep> Next) : SequenceVerdict(Next);

/// <summary>Legal so far, and more must come.</summary>
public sealed record IncompleteSequence(IReadOnlyList<SequenceStep> Next) : SequenceVerdict(Next);

/// <summary>The signal at <paramref name="Index"/> may not come after those before it.</summary>
public sealed record IllegalSequence(int Index, SequenceStep Found, IReadOnlyList<SequenceStep> Next) : SequenceVerdict(Next);

/// <summary>The legal orders of one task's signals, as a small state machine: the oracle of the tests and of the badge on a task's page.</summary>
public static class SignalSequence
{
    private static readonly SequenceStep Before = new("before_publish");
    private static readonly SequenceStep After = new("after_publish");
    private static readonly SequenceStep Received = new("received");
    private static readonly SequenceStep Prerun = new("prerun");
    private static readonly SequenceStep Success = new("success");
    private static readonly SequenceStep Failure = new("failure");
    private static readonly SequenceStep Retry = new("retry");
    private static readonly SequenceStep Postrun = new("postrun");
    private static readonly SequenceStep Revoked = new("revoked");
    private static readonly SequenceStep Terminated = new("revoked", Terminated: true);
    private static readonly SequenceStep Unknown = new("unknown");
    private static readonly SequenceStep Rejected = new("rejected");
    private static readonly SequenceStep InternalError = new("internal_error");

    private static readonly FrozenDictionary<Place, (SequenceStep Step, Place To)[]> Moves = new Dictionary<Place, (SequenceStep, Place)[]>
    {
        [Start] = [(Before, Publishing)],
        [Publishing] = [(After, Waiting)],
        [Waiting] = [(Received, Taken), (Revoked, End)],
        [Taken] = [(Prerun, Running), (Revoked, End), (Unknown, End), (Rejected, End), (InternalError, End)],
        [Running] =
        [
            (Success, Closing), (Failure, Failed), (Before, Republishing), (Terminated, Closing), (Rejected, Closing), (Postrun, Broken),
        ],
        [Closing] = [(Postrun, End)],
        [Failed] = [(Postrun, End)],
        [Republishing] = [(After, Republished)],
        [Republished] = [(Retry, Retried)],
        [Retried] = [(Postrun, Waiting)],
        [Broken] = [(InternalError, End)],
        [End] = [],
    }.ToFrozenDictionary();

    /// <summary>The moments between two signals.</summary>
    internal enum Place
    {
        Start,

        /// <summary>A publish that threw stays here for ever.</summary>
        Publishing,
        Waiting,
        Taken,
        Running,

        /// <summary>Decided; only postrun is missing.</summary>
        Closing,

        /// <summary>As <see cref="Closing"/>, but a lost node or the time limit leaves no postrun.</summary>
        Failed,
        Republishing,
        Republished,
        Retried,

        /// <summary>Postrun without an outcome: what went wrong outside the body is still to be told.</summary>
        Broken,
        End,
    }

    /// <summary>Judges the signals of one task, in the order they were recorded.</summary>
    public static SequenceVerdict Judge(IEnumerable<SequenceStep> steps)
    {
        var (place, index) = (Start, 0);
        foreach (var step in steps)
        {
            var move = Array.FindIndex(Moves[place], m => m.Step == step);
            if (move < 0)
            {
                return new IllegalSequence(index, step, Next(place));
            }

            place = Moves[place][move].To;
            index++;
        }

        return place is Publishing or Failed or End ? new LegalSequence(Next(place)) : new IncompleteSequence(Next(place));
    }

    private static SequenceStep[] Next(Place place) => Array.ConvertAll(Moves[place], m => m.Step);
}
