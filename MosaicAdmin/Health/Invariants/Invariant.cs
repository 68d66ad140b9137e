using Microsoft.Extensions.Options;

namespace MosaicAdmin.Health;

/// <summary>Something that breaks an invariant, or a change caught on its way.</summary>
/// <param name="Key">The same in two looks only where nothing has happened to it between them.</param>
/// <param name="Subject">The playlist, or the window's subject.</param>
/// <param name="Name">What it is called where it has neither playlist nor task: an object.</param>
public sealed record Suspect(string Key, Guid? Subject = null, Guid? Task = null, string? Name = null);

/// <summary>What was found.</summary>
/// <param name="Broken">At most <see cref="Invariant.Most"/>; the count is of all.</param>
public sealed record Found(int Count, IReadOnlyList<Suspect> Broken);

/// <summary>What a repair did.</summary>
/// <param name="Count">How many were broken.</param>
/// <param name="Mended">How many it put right.</param>
/// <param name="What">What it did to the first ten, in words.</param>
public sealed record Repaired(int Count, int Mended, IReadOnlyList<string> What);

/// <summary>
/// Something that holds unless something broke. It is looked at twice, <see cref="HealthOptions.Settle"/> apart, and only what is broken in
/// both looks and unchanged between them is found: a busy system always has a change on its way.
/// </summary>
public abstract class Invariant(IOptions<HealthOptions> options, TimeProvider time)
{
    /// <summary>So many are examined closer or repaired at once.</summary>
    public const int Most = 1000;

    /// <summary>So many are named.</summary>
    public const int Named = 10;

    protected HealthOptions Options => options.Value;

    /// <summary>Its name in addresses and texts.</summary>
    public abstract string Id { get; }

    /// <summary>False where nothing can be put right afterwards.</summary>
    public virtual bool CanRepair => true;

    /// <summary>How long a finding is shown before it is looked for again.</summary>
    public virtual TimeSpan Rest => Options.Rest;

    /// <summary>Looks twice when something looks broken.</summary>
    /// <exception cref="CannotLookException">What it looks at does not answer.</exception>
    public Task<Found> Find(CancellationToken cancellationToken) => Find(time.GetUtcNow(), cancellationToken);

    /// <param name="since">What is remembered from before this moment does not serve; those that look together name the same one.</param>
    internal async Task<Found> Find(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var first = await Look(since, cancellationToken);
        if (first.Count == 0)
        {
            return new Found(0, []);
        }

        await Task.Delay(Options.Settle, time, cancellationToken);
        var keys = first.Select(s => s.Key).ToHashSet();
        var both = (await Look(time.GetUtcNow(), cancellationToken)).Where(s => keys.Contains(s.Key)).ToList();
        return new Found(both.Count, [.. both.Take(Most)]);
    }

    /// <summary>Puts right what <see cref="Find"/> finds, at most <see cref="Most"/>.</summary>
    internal virtual async Task<Repaired> Repair(string by, CancellationToken cancellationToken)
    {
        var found = await Find(cancellationToken);
        var (mended, what) = (0, new List<string>());
        foreach (var suspect in found.Broken)
        {
            var did = await Mend(suspect, by, cancellationToken);
            mended += did is null ? 0 : 1;
            what.AddRange(did is not null && what.Count < Named ? [did] : []);
        }

        return new Repaired(found.Count, mended, what);
    }

    /// <summary>What looks broken now.</summary>
    /// <param name="since">What is remembered from before this moment does not serve.</param>
    protected abstract Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Asks up to three times: one late answer of a loaded machine is not yet silence.</summary>
    protected static async Task<T> AskRedis<T>(Func<Task<T?>> ask)
        where T : class => await ask() ?? await ask() ?? await ask() ?? throw new CannotLookException("redis");

    /// <summary>Puts one right; what it did, or null when nothing was to be done any more.</summary>
    protected virtual Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}

/// <summary>Redis or the object store does not answer, so nothing can be said.</summary>
public sealed class CannotLookException(string part) : Exception($"The health check cannot look: {part} does not answer.")
{
    /// <summary><c>redis</c> or <c>storage</c>.</summary>
    public string Part { get; } = part;
}
