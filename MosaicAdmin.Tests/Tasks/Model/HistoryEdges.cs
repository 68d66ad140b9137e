namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>What happens in the milliseconds around a due time.</summary>
internal sealed partial class History
{
    /// <summary>Each millisecond from 15 before to 15 after, in each of the orders; answers how many publishes, opened windows and takes that were.</summary>
    public static async Task<(int Publishes, int Opened, int Takes)> PlayEdges(World world, params Act[][] orders)
    {
        var history = new History(world, RedisMood.Perfect, [.. Enumerable.Range(0, Histories.Playlists).Select(_ => Guid.NewGuid())]);
        await history.Open();
        history._rows = await history.Rows();
        try
        {
            var (publishes, opened) = (0, 0);
            for (var edge = 0; edge < 31 * orders.Length; edge++)
            {
                var (p, n) = (edge % Histories.Playlists, edge % Histories.Nodes);
                var window = history._model.Windows[p]!;
                Act[] acts = window.Waits ? orders[edge % orders.Length] : [Act.Publish, Act.Follow, .. orders[edge % orders.Length]];
                foreach (var (i, act) in acts.Index())
                {
                    if (i == acts.Length - orders[0].Length)
                    {
                        await history.GoTo(window.DueAt!.Value.AddMilliseconds((edge / orders.Length) - 15));
                    }

                    publishes += act == Act.Publish ? 1 : 0;
                    opened += act == Act.Publish && !window.Waits ? 1 : 0;
                    await Told($"{edge / orders.Length - 15} ms from due in {string.Join(", ", acts)}", () => history.PlayStep(new Step(act, p, n)));
                }
            }

            await history.Settle();
            await history.Judge();
            return (publishes, opened, Enumerable.Range(0, Histories.Playlists).Sum(history._invariants.Takes));
        }
        finally
        {
            await history.Clear();
        }
    }

    private Task GoTo(DateTimeOffset at) => at > Now ? Pass(at - Now) : Task.CompletedTask;
}
