using Microsoft.EntityFrameworkCore;
using MosaicAdmin.AppSettings;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.AppSettings;

public sealed class ChangeSettingsTests : IDisposable
{
    private const string Key = "Mosaic:Window";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-settings-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_counts_at_once_here_within_one_turn_on_another_node_and_after_a_restart_until_it_is_taken_back()
    {
        await using var here = await SettingsNode.Start(_folder.FullName, (Key, "00:20:00"));
        await using var there = await SettingsNode.Start(_folder.FullName, (Key, "00:20:00"));
        var admin = await here.Person(Roles.Admin);

        await here.Change(admin, Key, "00:05:00", reason: "More uploads");
        Assert.Equal(TimeSpan.FromMinutes(5), here.Windows.Window);
        var id = Guid.NewGuid();
        Assert.Equal(here.Time.GetUtcNow().AddMinutes(5), (await here.Publish(id)).DueAt);

        Assert.Equal(TimeSpan.FromMinutes(20), there.Windows.Window);
        await there.Get<SettingsWatcher>().Poll(Stop);
        Assert.Equal(TimeSpan.FromMinutes(5), there.Windows.Window);

        await using var restarted = await SettingsNode.Start(_folder.FullName, (Key, "00:20:00"));
        Assert.Equal(TimeSpan.FromMinutes(5), restarted.Windows.Window);

        await restarted.Change(admin, Key, null, seen: "00:05:00");
        Assert.Equal(TimeSpan.FromMinutes(20), restarted.Windows.Window);
        await using var db = here.Open();
        Assert.Equal(
            [("setting.change", Key, "More uploads", """{"from":"00:20:00","to":"00:05:00"}"""), ("setting.back", Key, null, """{"from":"00:05:00","to":"00:20:00"}""")],
            (await db.Audit.OrderBy(a => a.Id).ToListAsync(Stop)).Select(a => (a.Act, a.Subject, a.Reason, a.Data!)));
    }

    [Theory]
    [InlineData(Key, "soon")]
    [InlineData(Key, "00:00:00")]
    [InlineData("Mosaic:RunLimit", "00:05:00")]
    [InlineData("Ledger:Currency", "dollars")]
    [InlineData("Mosaic:Workers", "4")]
    [InlineData("Redis:Mode", "External")]
    public async Task What_the_start_would_refuse_is_refused_and_nothing_is_kept(string key, string value)
    {
        await using var node = await SettingsNode.Start(_folder.FullName);
        var admin = await node.Person(Roles.Admin);

        Assert.Equal(key, (await Assert.ThrowsAsync<SettingException>(() => node.Change(admin, key, value))).Key);

        await using var db = node.Open();
        Assert.False(await db.ChangedSettings.AnyAsync(Stop) || await db.Audit.AnyAsync(Stop));
    }

    [Fact]
    public async Task The_second_of_two_admins_is_told_what_the_first_one_set_and_loses_nothing()
    {
        await using var node = await SettingsNode.Start(_folder.FullName);
        var (first, second) = (await node.Person(Roles.Admin), await node.Person(Roles.Admin));
        await node.Change(first, Key, "00:05:00");

        var conflict = await Assert.ThrowsAsync<SettingConflictException>(() => node.Change(second, Key, "00:10:00"));
        Assert.Equal("00:05:00", conflict.Change!.Value);
        Assert.Equal(TimeSpan.FromMinutes(5), node.Windows.Window);

        await node.Change(second, Key, "00:10:00", seen: conflict.Change.Value);
        Assert.Equal(TimeSpan.FromMinutes(10), node.Windows.Window);
        await node.Change(first, Key, null, seen: "00:10:00");
        await Assert.ThrowsAsync<SettingConflictException>(() => node.Change(second, Key, "00:15:00", seen: "00:10:00"));
    }

    [Fact]
    public async Task Only_admins_read_and_change_them()
    {
        await using var node = await SettingsNode.Start(_folder.FullName);
        var editor = await node.Person(Roles.Editor);

        await Assert.ThrowsAsync<ForbiddenException>(() => node.Change(editor, Key, "00:05:00"));
        await Assert.ThrowsAsync<ForbiddenException>(() => node.List(editor));
    }

    [Fact]
    public async Task Open_windows_keep_their_times_unless_they_are_to_move_and_then_move_with_their_tasks()
    {
        await using var node = await SettingsNode.Start(_folder.FullName, (Key, "00:30:00"));
        var (admin, open, held) = (await node.Person(Roles.Admin), Guid.NewGuid(), Guid.NewGuid());
        var start = node.Time.GetUtcNow();
        await node.Publish(open);
        await node.Publish(held);
        await node.Get<MosaicAdmin.Data.WriterLane>().Run(
            async (write, ct) => await node.Get<WindowKeeper>().Hold(write, (await WindowKeeper.Find(write, held, ct))!, "ann", null, ct), Stop);

        await node.Change(admin, Key, "00:10:00");
        Assert.Equal(start.AddMinutes(30), (await node.Window(open)).DueAt);

        var told = await node.Get<ReadOpenWindows>().Execute(new WindowOptions { Window = TimeSpan.FromMinutes(12) }, Stop);
        Assert.Equal((2, 1), (told.Open, told.Own));
        Assert.Equal((open, start.AddMinutes(30), start.AddMinutes(12)), told.Moved.Select(m => (m.SubjectId, m.Before, m.After)).Single());
        Assert.Equal(start.AddMinutes(30), (await node.Window(open)).DueAt);

        await node.Change(admin, Key, "00:12:00", seen: "00:10:00", moveOpen: true);
        var moved = await node.Window(open);
        Assert.Equal(start.AddMinutes(12), moved.DueAt);
        Assert.Equal(start.AddMinutes(30), (await node.Window(held)).DueAt);
        await using var db = node.Open();
        Assert.Equal(start.AddMinutes(12), (await db.Tasks.SingleAsync(t => t.Id == moved.TaskId, Stop)).Eta);
        Assert.Equal("""{"moved":1}""", (await db.Audit.SingleAsync(a => a.Act == "windows.move", Stop)).Data);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
