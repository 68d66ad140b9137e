using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Health;

/// <summary>One of what breaks an invariant, as it is shown.</summary>
/// <param name="Url">The page of its task or playlist; null where it has none.</param>
public sealed record Example(string Text, string? Url);

/// <summary>What is known of an invariant.</summary>
/// <param name="Count">How often it is broken; null when that cannot be told.</param>
/// <param name="Away">What does not answer, so that it cannot be told: <c>redis</c> or <c>storage</c>.</param>
public sealed record Finding(string Id, int? Count, IReadOnlyList<Example> Examples, DateTimeOffset CheckedAt, bool CanRepair, string? Away);

/// <summary>All invariants, each looked at by one at a time, and not again before it has rested.</summary>
public sealed class Invariants : IDisposable
{
    private readonly IDbContextFactory<MosaicDb> _databases;
    private readonly TimeProvider _time;
    private readonly List<Watched> _all;

    public Invariants(IEnumerable<Invariant> all, IDbContextFactory<MosaicDb> databases, TimeProvider time)
    {
        (_databases, _time) = (databases, time);
        _all = [.. all.Select(i => new Watched(i))];
    }

    /// <summary>The one called <paramref name="id"/>; null when there is none.</summary>
    public Invariant? Named(string id) => _all.Find(w => w.Invariant.Id == id)?.Invariant;

    /// <summary>What is known of each; looked at now where <paramref name="fresh"/> or where the last look is old.</summary>
    public async Task<IReadOnlyList<Finding>> Check(bool fresh, CancellationToken cancellationToken)
    {
        var asked = _time.GetUtcNow();
        return await Task.WhenAll(_all.Select(w => Check(w, fresh ? asked : asked - w.Invariant.Rest, asked, cancellationToken)));
    }

    public void Dispose() => _all.ForEach(w => w.One.Dispose());

    private async Task<Finding> Check(Watched watched, DateTimeOffset since, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        await watched.One.WaitAsync(cancellationToken);
        try
        {
            return watched.Last is { Count: not null } last && last.CheckedAt >= since ? last : watched.Last = await Look(watched.Invariant, asked, cancellationToken);
        }
        finally
        {
            watched.One.Release();
        }
    }

    private async Task<Finding> Look(Invariant invariant, DateTimeOffset asked, CancellationToken cancellationToken)
    {
        var at = _time.GetUtcNow();
        try
        {
            var found = await invariant.Find(asked, cancellationToken);
            return new Finding(invariant.Id, found.Count, await Show(found, cancellationToken), at, invariant.CanRepair, Away: null);
        }
        catch (CannotLookException problem)
        {
            return new Finding(invariant.Id, Count: null, [], at, invariant.CanRepair, problem.Part);
        }
    }

    private async Task<IReadOnlyList<Example>> Show(Found found, CancellationToken cancellationToken)
    {
        var shown = found.Broken.Take(Invariant.Named).ToList();
        var subjects = shown.Select(s => s.Subject).OfType<Guid>().ToList();
        if (subjects.Count == 0)
        {
            return [.. shown.Select(s => new Example(s.Name ?? s.Key, Url: null))];
        }

        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        var playlists = await db.Playlists.Where(p => subjects.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        return
        [
            .. from suspect in shown
               let playlist = playlists.GetValueOrDefault(suspect.Subject ?? default)
               let text = string.Join(" · ", new[] { playlist, suspect.Name }.OfType<string>())
               select new Example(
                   text.Length > 0 ? text : $"{suspect.Task ?? suspect.Subject}",
                   suspect.Task is { } task ? $"/tasks/{task}" : playlist is null ? null : $"/playlists/{suspect.Subject}"),
        ];
    }

    private sealed record Watched(Invariant Invariant)
    {
        public SemaphoreSlim One { get; } = new(1);

        public Finding? Last { get; set; }
    }
}
