namespace MosaicAdmin.Songs;

/// <summary>Why a song's cover cannot be in a mosaic, for good: waiting does not help, another cover does. Stored in lower case.</summary>
public enum CoverProblem
{
    /// <summary>The store has no such object any more.</summary>
    Missing,

    /// <summary>What the store has is no picture.</summary>
    Unreadable,
}

public static class CoverProblems
{
    /// <summary>The problem as the row, the API and the signals spell it.</summary>
    public static string Spelled(this CoverProblem problem) => problem switch
    {
        CoverProblem.Missing => "missing",
        CoverProblem.Unreadable => "unreadable",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
    };
}
