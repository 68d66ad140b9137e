using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Identity;
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
        var part = await _list.Execute(_admin, null, null, null, Stop);
        seen.AddRange(part.Entries.Select(e => e.Subject));
        while (part.Older)
        {
            await Record([("bob", "task.force", "late")]);
            part = await _list.Execute(_admin, null, null, part.Entries[^1].Id, Stop);
            seen.AddRange(part.Entries.Select(e => e.Subject));
        }

        Assert.Equal(Enumerable.Range(1, (2 * ListAudit.Take) + 3).Reverse().Select(i => $"{i}"), seen);
    }

    [Theory]
    [InlineData("ann", null, "1 3")]
    [InlineData(null, "token", "3 4")]
    [InlineData(" ann ", "token.create", "3")]
    [InlineData("", "", "1 2 3 4")]
    [InlineData("%", null, "")]
    public async Task Filters_narrow_by_part_of_actor_and_act(string? actor, string? act, string subjects)
    {
        await Record([("ann@mosaic.test", "task.cancel", "1"), ("bob@mosaic.test", "task.force", "2"), ("ann@mosaic.test", "token.create", "3"), ("bob@mosaic.test", "token.revoke", "4")]);

        var part = await _list.Execute(_admin, actor, act, null, Stop);

        Assert.Equal(subjects, string.Join(' ', part.Entries.Select(e => e.Subject).Order()));
    }

    [Fact]
    public async Task Only_admins_read_it()
    {
        var editor = await _tables.Databases.Add(Roles.Editor);

        await Assert.ThrowsAsync<ForbiddenException>(() => _list.Execute(editor, null, null, null, Stop));
    }

    [Fact]
    public async Task Rows_are_only_ever_added()
    {
        await Record([("ann", "task.cancel", "1")]);
        await using var db = _tables.Open();
        db.Audit.Remove(db.Audit.Single());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Stop));
    }

    private Task<int> Record(IEnumerable<(string Actor, string Act, string Subject)> deeds) => _tables.Lane.Run(
        (write, ct) =>
        {
            foreach (var (actor, act, subject) in deeds)
            {
                write.Audit(actor, act, subject);
            }

            return write.Db.SaveChangesAsync(ct);
        },
        Stop);
}
