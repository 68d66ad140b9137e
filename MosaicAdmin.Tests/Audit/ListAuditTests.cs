using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Audit;

public sealed class ListAuditTests : IAsyncLifetime
{
    private TestTables _tables = null!;
    private ClaimsPrincipal _admin = null!;
    private ListAudit _list = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        _admin = await _tables.Databases.Add(Roles.Admin);
        _list = new ListAudit(_tables.Databases, _tables.Permissions);
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    [Fact]
    public async Task Pages_run_from_the_newest_to_the_oldest_without_gap_or_repeat_though_rows_are_added()
    {
        await Record(Enumerable.Range(1, (2 * ListAudit.Take) + 3).Select(i => ("ann", "task.cancel", $"{i}")));
        var seen = new List<string>();
        var part = await Read(new AuditFilter());
        seen.AddRange(part.Lines.Select(l => l.Entry.Subject));
        while (part.Older)
        {
            await Record([("bob", "task.force", "late")]);
            part = await _list.Execute(_admin, new AuditFilter(), part.Lines[^1].Entry.Id, Stop);
            seen.AddRange(part.Lines.Select(l => l.Entry.Subject));
        }

        Assert.Equal(Enumerable.Range(1, (2 * ListAudit.Take) + 3).Reverse().Select(i => $"{i}"), seen);
    }

    [Theory]
    [InlineData("ann", null, null, "1 3")]
    [InlineData("ANN", null, null, "1 3")]
    [InlineData(null, "token", null, "3 4")]
    [InlineData(" ann ", "token.create", null, "3")]
    [InlineData("", "", "", "1 2 3 4")]
    [InlineData("%", null, null, "")]
    [InlineData(null, "ask", null, "")]
    [InlineData(null, null, "BOB", "2 4")]
    [InlineData(null, null, "label waits", "2")]
    [InlineData(null, null, "nightly", "3")]
    public async Task Filters_narrow_by_actor_act_and_words_of_any_column(string? actor, string? act, string? text, string subjects)
    {
        await Record([("ann@mosaic.test", "task.cancel", "1")]);
        await Record([("bob@mosaic.test", "task.force", "2")], reason: "The label waits");
        await Record([("ann@mosaic.test", "token.create", "3")], data: """{"name":"Nightly"}""");
        await Record([("bob@mosaic.test", "token.revoke", "4")]);

        var part = await Read(AuditFilter.Parse(actor, act, null, text, null, null, null));

        Assert.Equal(subjects, string.Join(' ', part.Lines.Select(l => l.Entry.Subject).Order()));
    }

    [Fact]
    public async Task A_playlist_is_found_by_its_name_linked_while_it_is_there_and_named_after_it_is_gone()
    {
        var (there, gone) = (new Playlist { Id = Guid.NewGuid(), Name = "Rainy Taipei", CreatedBy = "ann" }, Guid.NewGuid());
        await using (var db = _tables.Open())
        {
            db.Playlists.Add(there);
            await db.SaveChangesAsync(Stop);
        }

        await Record([("ann", "playlist.create", there.Id.ToString()), ("ann", "task.cancel", "other")]);
        await Record([("ann", "playlist.delete", gone.ToString())], data: """{"name":"Old news"}""");

        var found = Assert.Single((await Read(new AuditFilter(Text: "taipei"))).Lines);
        Assert.Equal(("Rainy Taipei", $"/playlists/{there.Id}"), (found.Name, found.Href));
        found = Assert.Single((await Read(new AuditFilter(Subject: gone.ToString()))).Lines);
        Assert.Equal(("Old news", null), (found.Name, found.Href));
    }

    [Fact]
    public async Task Days_are_those_of_the_readers_zone_and_an_unreadable_filter_is_left_out()
    {
        // 23 November in Taipei is from 16:00 UTC on the 22nd.
        var filter = AuditFilter.Parse(null, null, null, null, "2026-11-23", "2026-11-23", "Asia/Taipei");
        Assert.Equal((At(22, 16), At(23, 16)), (filter.Since, filter.Until));
        Assert.Equal(At(23, 0), (filter with { Zone = "Nowhere/At_all" }).Since);
        Assert.True(AuditFilter.Parse(" ", "", null, null, "soon", "31.12.", "x").IsEmpty);
        Assert.Equal("/admin/audit?from=2026-11-23&to=2026-11-23&zone=Asia%2FTaipei&before=7", filter.Address(AuditFilter.Path, 7));

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await Record([("ann", "task.cancel", "1")]);
        Assert.NotEmpty((await Read(new AuditFilter(From: today.AddDays(-1), To: today.AddDays(1)))).Lines);
        Assert.Empty((await Read(new AuditFilter(From: today.AddDays(2)))).Lines);
        Assert.Empty((await Read(new AuditFilter(To: today.AddDays(-2)))).Lines);

        static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public async Task Only_admins_read_it()
    {
        var editor = await _tables.Databases.Add(Roles.Editor);

        await Assert.ThrowsAsync<ForbiddenException>(() => _list.Execute(editor, new AuditFilter(), null, Stop));
        await Assert.ThrowsAsync<ForbiddenException>(() => _list.All(editor, new AuditFilter(), Stop));
    }

    [Fact]
    public async Task All_that_match_are_read_however_many_pages_that_takes()
    {
        await Record(Enumerable.Range(1, 1203).Select(i => (i % 2 == 0 ? "ann" : "bob", "task.cancel", $"{i}")));

        var all = new List<string>();
        await foreach (var line in await _list.All(_admin, new AuditFilter(Actor: "bob"), Stop))
        {
            all.Add(line.Entry.Subject);
        }

        Assert.Equal(Enumerable.Range(1, 1203).Where(i => i % 2 == 1).Reverse().Select(i => $"{i}"), all);
    }

    [Fact]
    public async Task Rows_are_only_ever_added()
    {
        await Record([("ann", "task.cancel", "1")]);
        await using var db = _tables.Open();
        db.Audit.Remove(db.Audit.Single());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Stop));
    }

    private Task<AuditPart> Read(AuditFilter filter) => _list.Execute(_admin, filter, null, Stop);

    private Task<int> Record(IEnumerable<(string Actor, string Act, string Subject)> deeds, string? reason = null, string? data = null) => _tables.Lane.Run(
        (write, ct) =>
        {
            foreach (var (actor, act, subject) in deeds)
            {
                write.Audit(actor, act, subject, reason, data);
            }

            return write.Db.SaveChangesAsync(ct);
        },
        Stop);
}
