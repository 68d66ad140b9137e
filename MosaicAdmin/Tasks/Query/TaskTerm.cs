namespace MosaicAdmin.Tasks;

/// <summary>How a number is held against another.</summary>
public enum Comparison
{
    Equal,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// <summary>One condition of a query, read and understood.</summary>
/// <param name="Not">It must not hold.</param>
public abstract record TaskTerm(bool Not);

/// <summary>In one of these states.</summary>
public sealed record StateTerm(bool Not, IReadOnlyList<TaskState> States) : TaskTerm(Not);

/// <summary>One of these texts stands in the field; anywhere when <paramref name="Field"/> is null.</summary>
public sealed record TextTerm(bool Not, TaskField? Field, IReadOnlyList<string> Texts) : TaskTerm(Not);

/// <summary>Its id, or its playlist's, is one of these or has one of these pieces.</summary>
public sealed record IdTerm(bool Not, IReadOnlyList<string> Ids) : TaskTerm(Not);

/// <summary>Published at <paramref name="At"/> or later; before it when <paramref name="Before"/>.</summary>
public sealed record TimeTerm(bool Not, bool Before, DateTimeOffset At) : TaskTerm(Not);

/// <summary>Ran that long; what still runs, until <paramref name="Now"/>.</summary>
public sealed record DurationTerm(bool Not, Comparison How, TimeSpan Length, DateTimeOffset Now) : TaskTerm(Not);

public sealed record AttemptsTerm(bool Not, Comparison How, int Count) : TaskTerm(Not);
