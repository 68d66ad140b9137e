using Bunit;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Playlists;

public sealed class WhyMosaicTests : TestPage
{
    public static TheoryData<string, WindowFacts, string, string> Cases => new()
    {
        { "first song", Facts(mode: CoverMode.FirstSong), "No mosaic: this playlist shows its first song’s cover.", "不製作拼貼：這個播放清單顯示第一首歌的封面。" },
        { "own picture", Facts(mode: CoverMode.Own), "No mosaic: this playlist shows a picture somebody chose.", "不製作拼貼：這個播放清單顯示自訂圖片。" },
        { "empty", Facts(songs: 0), "No mosaic yet: it starts with the first song.", "還沒有拼貼封面：加入第一首歌後就會開始。" },
        { "no covers", Facts() with { WithCover = 0 }, "No mosaic: none of the songs has a cover.", "沒有拼貼封面：所有歌曲都沒有封面。" },
        { "none readable", Facts() with { LeftOut = 3, Last = Last(TaskState.Succeeded) }, "No mosaic: none of the covers can be read. Replace one of them below.", "沒有拼貼封面：所有封面都無法讀取。請在下方更換封面。" },
        { "pending", Facts(WindowState.Pending, due: 11 * 60, latest: 140 * 60), "Next mosaic in 11 min, unless more songs arrive; at the latest 14:20.", "將於 11 分鐘後製作下一張拼貼，除非又有歌曲加入；最晚 14:20。" },
        { "capped", Facts(WindowState.Pending, due: 180, latest: 180), "Next mosaic in 3 min: songs kept arriving, and it is put off no longer.", "將於 3 分鐘後製作下一張拼貼：歌曲持續加入，但已不再延後。" },
        { "due", Facts(WindowState.Pending, due: 0, latest: 60), "The window has closed; the mosaic starts in a moment.", "等候期已結束，即將開始製作拼貼封面。" },
        { "forced", Facts(WindowState.Pending, due: 60, latest: 60) with { Forced = true }, "Asked for now; the mosaic starts in a moment.", "已要求立即製作，即將開始。" },
        { "pending, short", Facts(WindowState.Pending, due: 20, latest: 100), "Next mosaic in 20 sec, unless more songs arrive; at the latest 12:01:40.", "將於 20 秒後製作下一張拼貼，除非又有歌曲加入；最晚 12:01:40。" },
        { "pending, same covers", Facts(WindowState.Pending, due: 20, latest: 100) with { SameCovers = true }, "No new mosaic is coming: the covers are the same. They are looked at again in 20 sec.", "不會有新的拼貼：封面都相同。將於 20 秒後再檢查一次。" },
        { "pending, rolled back", Facts(WindowState.Pending, due: 20, latest: 100) with { SameCovers = true, RolledBack = Chosen }, "The earlier mosaic stays: the covers are those it was chosen for. They are looked at again in 20 sec.", "較早的拼貼會保留：封面和選用時相同。將於 20 秒後再檢查一次。" },
        { "pending, rolled back, other covers", Facts(WindowState.Pending, due: 11 * 60, latest: 140 * 60) with { RolledBack = Chosen }, "Next mosaic in 11 min, unless more songs arrive; at the latest 14:20.", "將於 11 分鐘後製作下一張拼貼，除非又有歌曲加入；最晚 14:20。" },
        { "rolled back", Facts() with { RolledBack = Chosen, Last = Last(TaskState.Succeeded) }, "An earlier mosaic is shown: ann chose it 3 min ago, and it stays until the covers change.", "顯示的是較早的拼貼：由 ann 於 3 分鐘前選用，封面有變之前都會保留。" },
        { "paused", Facts(WindowState.Pending, due: 0, latest: 60) with { Forced = true, Paused = Stopped }, "Not made yet: bob paused all tasks 3 min ago. It is made once they are resumed.", "尚未製作：bob 於 3 分鐘前暫停了所有工作，恢復後就會製作。" },
        { "paused, retrying", Facts(WindowState.Retrying, due: 20, latest: 20) with { Paused = Stopped }, "Not made yet: bob paused all tasks 3 min ago. It is made once they are resumed.", "尚未製作：bob 於 3 分鐘前暫停了所有工作，恢復後就會製作。" },
        { "paused, nothing owed", Facts() with { Paused = Stopped }, "Up to date: nothing has changed since the last mosaic.", "已是最新：上次製作之後沒有變化。" },
        { "parked", Facts(WindowState.Failed) with { Last = Last(TaskState.Rejected) }, "No new mosaic: its task could not be read 3 min ago. The task says what to do about it.", "沒有新的拼貼：工作無法讀取（3 分鐘前）。工作頁面會說明處理方式。" },
        { "lost", Facts(WindowState.Failed) with { Last = Last(TaskState.Lost) }, "No new mosaic: the process that made it died again and again, the last time 3 min ago. Make it now to try again.", "沒有新的拼貼：製作的程序一再中斷，最後一次在 3 分鐘前。可以按「立即製作」再試。" },
        { "held", Facts(WindowState.Held), "Held: nothing is made until somebody releases it.", "已暫緩：解除之前不會製作。" },
        { "held with work", Facts(WindowState.Held) with { WaitingTask = Guid.NewGuid() }, "Held: a mosaic waits, and is made once somebody releases it.", "已暫緩：有一張拼貼封面等候中，解除後就會製作。" },
        { "running", Facts(WindowState.Running), "The mosaic is being made now.", "正在製作拼貼封面。" },
        { "running, more to come", Facts(WindowState.Running, due: 15, latest: 60) with { WaitingTask = Guid.NewGuid() }, "The mosaic is being made now; the songs since then make the next one in 15 sec.", "正在製作拼貼封面；之後加入的歌曲將於 15 秒後製作下一張。" },
        { "retrying", Facts(WindowState.Retrying, due: 20, latest: 20) with { Tries = (2, 5) }, "Try 2 of 5 failed; the next one comes in 20 sec.", "第 2 次嘗試失敗（最多 5 次），將於 20 秒後重試。" },
        { "failed", Facts(WindowState.Failed) with { Last = Last(TaskState.Failed) with { Attempts = 5 } }, "No mosaic: 5 tries failed, the last one 3 min ago. Make it now to try again.", "沒有新的拼貼：5 次嘗試都失敗，最後一次在 3 分鐘前。可以按「立即製作」再試。" },
        { "failed for storage", Facts(WindowState.Failed) with { Last = Last(TaskState.Failed) with { Attempts = 5, Exception = "StoreFailedException" } }, "No new mosaic: object storage did not work, 5 tries failed, the last 3 min ago. It is made by itself once storage works again.", "沒有新的拼貼：物件儲存無法使用，已失敗 5 次，最後一次在 3 分鐘前。儲存恢復後會自動製作。" },
        { "cancelled by", Facts() with { Last = Last(TaskState.Cancelled, "ann") }, "No new mosaic: ann cancelled it 3 min ago.", "沒有新的拼貼：ann 於 3 分鐘前取消。" },
        { "cancelled", Facts() with { Last = Last(TaskState.Cancelled) }, "No new mosaic: it was cancelled 3 min ago.", "沒有新的拼貼：已於 3 分鐘前取消。" },
        { "unchanged", Facts() with { Last = Last(TaskState.Unchanged) }, "No new mosaic: the covers are the same, checked 3 min ago.", "沒有新的拼貼：封面都相同，3 分鐘前檢查過。" },
        { "made", Facts() with { Last = Last(TaskState.Succeeded) }, "Up to date: the mosaic was made 3 min ago.", "已是最新：拼貼封面於 3 分鐘前製作。" },
        { "quiet", Facts(), "Up to date: nothing has changed since the last mosaic.", "已是最新：上次製作之後沒有變化。" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void The_sentence_follows_from_the_row(string name, WindowFacts facts, string english, string chinese)
    {
        var why = WhyMosaic.Of(facts, Noon);

        Assert.Equal((name, english), (name, Said(why)));
        Speak("zh-Hant");
        Assert.Equal((name, chinese), (name, Said(why)));
    }

    [Fact]
    public void Every_sentence_is_among_them()
    {
        var said = Cases.Select(c => WhyMosaic.Of(c.Data.Item2, Noon).Key).ToHashSet();
        var keys = System.Xml.Linq.XDocument.Load(Path.Combine(Folders.Repository, "MosaicAdmin", "Playlists", "PlaylistsText.resx")).Root!
            .Elements("data").Select(d => d.Attribute("name")!.Value).Where(k => k.StartsWith("Why.", StringComparison.Ordinal) && k != "Why.PutOff");

        Assert.Equal(keys.Order(), said.Order());
    }

    [Theory]
    [InlineData(190, 30, "Songs have kept coming for 3 h 10 min; the mosaic is made at 12:30 at the latest, even if they go on.", "歌曲已持續加入 3 小時 10 分鐘；就算還有歌曲，最晚也會在 12:30 製作拼貼。")]
    [InlineData(20, 19, "Songs have kept coming for 20 min; the mosaic is made at 12:19 at the latest, even if they go on.", "歌曲已持續加入 20 分鐘；就算還有歌曲，最晚也會在 12:19 製作拼貼。")]
    [InlineData(20, 21, null, null)]
    [InlineData(0, 60, null, null)]
    public void It_warns_where_songs_have_put_the_mosaic_off_for_more_than_half_of_the_time_they_can(int minutes, int left, string? english, string? chinese)
    {
        var facts = Facts(WindowState.Pending, due: 60, latest: left * 60);
        facts = facts with { Playlist = facts.Playlist with { OpenedAt = Noon.AddMinutes(-minutes), RestartedAt = Noon } };

        Assert.Equal(english, PutOff(facts));
        Assert.Null(PutOff(facts with { Forced = true }));
        Assert.Null(PutOff(facts with { Paused = Stopped }));
        Speak("zh-Hant");
        Assert.Equal(chinese, PutOff(facts));
    }

    private static readonly RolledBack Chosen = new("aa", Noon.AddMinutes(-3), "ann");
    private static readonly Pause Stopped = new() { At = Noon.AddMinutes(-3), By = "bob" };

    private string? PutOff(WindowFacts facts) => WhyMosaic.PutOff(facts, Noon) is { } why
        ? Render<WhyLine>(p => p.Add(l => l.Why, why).Add(l => l.Class, "put-off")).Find("[data-testid=put-off]").TextContent.Trim()
        : null;

    private string Said(Why why) => Render<WhyLine>(p => p.Add(l => l.Why, why)).Find("[data-testid=why]").TextContent.Trim();

    internal static WindowFacts Facts(
        WindowState state = WindowState.Idle, int? due = null, int? latest = null, int songs = 3, CoverMode mode = CoverMode.Mosaic) =>
        new(new PlaylistView(
            Guid.CreateVersion7(), "Road trip", songs, 4, 3, mode, CoverKind.None, null, state, null,
            due is { } d ? Noon.AddSeconds(d) : null, latest is { } l ? Noon.AddSeconds(l) : null, due is null ? 0 : 2)
        {
            OpenedAt = due is null ? null : Noon.AddSeconds(-30),
            RestartedAt = due is null ? null : Noon.AddSeconds(-10),
        })
        { WithCover = songs };

    private static LastTask Last(TaskState state, string? by = null) => new(Guid.NewGuid(), state, Noon.AddMinutes(-3), by);
}
