namespace MosaicAdmin.Tasks;

/// <summary>
/// The rows on the page of tasks. While they are held, because somebody is in the middle of them, rows change where they stand and none comes
/// or goes.
/// </summary>
public sealed class ShownTasks(ListTasks list)
{
    private TaskPage? _page;

    /// <summary>Null until first read.</summary>
    public IReadOnlyList<TaskSummary>? Items => _page?.Items;

    public string? Next => _page?.Next;

    /// <summary>How many of all that match are in each state, whichever states are wanted.</summary>
    public IReadOnlyDictionary<TaskState, int> Counts { get; private set; } = new Dictionary<TaskState, int>();

    /// <summary>How many match, on all pages; null until first read.</summary>
    public int? Count { get; private set; }

    /// <summary>Tasks that would stand above the first row if rows were not held.</summary>
    public int Waiting { get; private set; }

    public bool Held { get; set; }

    /// <summary>Reads from scratch, as for another filter.</summary>
    public async Task Load(TaskFilter filter, CancellationToken cancellationToken)
    {
        await Tally(filter, cancellationToken);
        (_page, Waiting) = (await list.Execute(filter, cancellationToken), 0);
    }

    /// <summary>Reads again what is shown.</summary>
    public async Task Refresh(TaskFilter filter, CancellationToken cancellationToken)
    {
        var page = await list.Execute(filter, cancellationToken);
        await Tally(filter, cancellationToken);
        if (!Held || _page is not { Items.Count: > 0 } shown)
        {
            (_page, Waiting) = (page, 0);
            return;
        }

        var again = await list.Again([.. shown.Items.Select(t => t.Id)], cancellationToken);
        var newest = shown.Items.Max(t => t.PublishedAt);
        _page = shown with { Items = [.. shown.Items.Select(t => again.GetValueOrDefault(t.Id, t))] };
        Waiting = page.Items.Count(t => t.PublishedAt >= newest && !again.ContainsKey(t.Id));
    }

    private async Task Tally(TaskFilter filter, CancellationToken cancellationToken)
    {
        Counts = await list.CountByState(filter, cancellationToken);
        Count = Counts.Where(c => filter.Wanted?.Contains(c.Key) ?? true).Sum(c => c.Value);
    }
}
