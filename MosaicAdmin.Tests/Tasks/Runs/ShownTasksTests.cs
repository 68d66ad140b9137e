using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

public sealed class ShownTasksTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Held_rows_change_where_they_stand_and_new_ones_wait()
    {
        await using var tables = await TestTables.Create();
        var playlist = await tables.Databases.AddPlaylist("Rain");
        var (old, last) = (await tables.Databases.Add(TaskSeeds.Task(playlist, 1)), await tables.Databases.Add(TaskSeeds.Task(playlist, 2)));
        var filter = new TaskFilter { States = [TaskState.Scheduled] };
        var shown = new ShownTasks(new ListTasks(tables.Databases));
        await shown.Load(filter, Stop);

        shown.Held = true;
        var fresh = await tables.Databases.Add(TaskSeeds.Task(playlist, 3));
        await using (var db = tables.Open())
        {
            await db.Tasks.Where(t => t.Id == last.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TaskState.Running), Stop);
        }

        await shown.Refresh(filter, Stop);
        Assert.Equal([(last.Id, TaskState.Running), (old.Id, TaskState.Scheduled)], shown.Items!.Select(t => (t.Id, t.State)));
        Assert.Equal(1, shown.Waiting);

        shown.Held = false;
        await shown.Refresh(filter, Stop);
        Assert.Equal([fresh.Id, old.Id], shown.Items!.Select(t => t.Id));
        Assert.Equal(0, shown.Waiting);
    }
}
