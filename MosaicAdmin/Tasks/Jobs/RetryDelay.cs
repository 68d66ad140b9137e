namespace MosaicAdmin.Tasks;

/// <summary>How long a failed task waits for its next attempt: exponential with jitter, so that what failed together does not return together.</summary>
public static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Between half of and the whole of <c>2 s × 2^(attempt - 1)</c>, at most two minutes.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="jitter">A number from 0 to 1.</param>
    public static TimeSpan After(int attempt, double jitter)
    {
        var whole = Math.Min(First.TotalSeconds * Math.Pow(2, attempt - 1), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(whole / 2 * (1 + jitter));
    }
}
