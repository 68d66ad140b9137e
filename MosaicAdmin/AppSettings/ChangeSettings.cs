using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.AppSettings;

/// <summary>One setting as it should be.</summary>
/// <param name="Value">As configuration spells it; null takes the change back.</param>
/// <param name="Seen">The change that stood when it was looked at; null when none did.</param>
public sealed record SettingEdit(string Key, string? Value, string? Seen);

/// <summary>Changes settings while the app runs, all or none, and has the open windows follow where that is wanted.</summary>
internal sealed class ChangeSettings(
    WriterLane lane, CheckSettings check, IConfiguration configuration, FollowSettings follow, WindowKeeper keeper, Alarm alarm, SignalDispatcher signals,
    Permissions permissions)
{
    /// <param name="moveOpen">Whether windows that are open are due by the new rule; otherwise their times stay until the next upload.</param>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="SettingException">A value cannot stand.</exception>
    /// <exception cref="SettingConflictException">Somebody else changed one of them since it was looked at.</exception>
    public async Task Execute(ClaimsPrincipal user, IReadOnlyList<SettingEdit> edits, bool moveOpen, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        if (edits.FirstOrDefault(e => check.SectionOf(e.Key) is null) is { } stray)
        {
            throw new SettingException(stray.Key, stray.Value, "is no setting that can be changed here");
        }

        IReadOnlyList<Guid> moved;
        try
        {
            moved = await lane.Run((write, ct) => Change(write, actor, edits, moveOpen, reason, ct), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Two nodes made the same row in one moment.
            throw new SettingConflictException(edits[0].Key, null);
        }

        await follow.Execute(CancellationToken.None);
        moved.ToList().ForEach(alarm.Ring);
    }

    private async Task<IReadOnlyList<Guid>> Change(
        Write write, Actor actor, IReadOnlyList<SettingEdit> edits, bool moveOpen, string? reason, CancellationToken cancellationToken)
    {
        var rows = await write.Db.ChangedSettings.AsNoTracking().ToListAsync(cancellationToken);
        var (before, _) = check.Sort(rows);
        var (after, _) = check.Sort(rows.Where(row => edits.All(e => e.Key != row.Key)));
        foreach (var edit in edits.Where(e => e.Value is not null))
        {
            after[edit.Key] = edit.Value;
        }

        if (check.Problem(after) is { } problem)
        {
            throw problem;
        }

        foreach (var edit in edits)
        {
            await Put(write, actor, edit, rows.Find(row => row.Key == edit.Key), cancellationToken);
            write.Audit(actor.Name, edit.Value is null ? "setting.back" : "setting.change", edit.Key, reason, AuditData.Json(new { from = Now(before), to = Now(after) }));

            string? Now(Dictionary<string, string?> changes) => changes.GetValueOrDefault(edit.Key) ?? configuration.Beneath(edit.Key).Value;
        }

        await write.Db.SaveChangesAsync(cancellationToken);
        write.AfterCommit(() => signals.Send(new SettingsChanged()));
        return moveOpen ? await Move(write, actor, after, reason, cancellationToken) : [];
    }

    // Asked of the table itself: another node may have read the same row.
    private static async Task Put(Write write, Actor actor, SettingEdit edit, ChangedSetting? now, CancellationToken cancellationToken)
    {
        var row = write.Db.ChangedSettings.Where(s => s.Key == edit.Key && s.Value == edit.Seen);
        var done = (edit, now) switch
        {
            (_, { } there) when there.Value != edit.Seen => 0,
            ({ Seen: not null }, null) => 0,
            ({ Value: null }, null) => 1,
            ({ Value: null }, _) => await row.ExecuteDeleteAsync(cancellationToken),
            (_, null) => write.Db.ChangedSettings.Add(new() { Key = edit.Key, Value = edit.Value, ChangedAt = write.Now, ChangedBy = actor.Name }).Entity is null ? 0 : 1,
            _ => await row.ExecuteUpdateAsync(
                set => set.SetProperty(s => s.Value, edit.Value).SetProperty(s => s.ChangedAt, write.Now).SetProperty(s => s.ChangedBy, actor.Name), cancellationToken),
        };
        if (done == 0)
        {
            throw new SettingConflictException(edit.Key, now);
        }
    }

    private async Task<IReadOnlyList<Guid>> Move(Write write, Actor actor, Dictionary<string, string?> changes, string? reason, CancellationToken cancellationToken)
    {
        var rule = (WindowOptions)check.Read(check.SectionOf($"{WindowOptions.Section}:{nameof(WindowOptions.Window)}")!, changes);
        var moved = await keeper.Retime(write, rule, cancellationToken);
        write.Audit(actor.Name, "windows.move", "windows", reason, AuditData.Json(new { moved = moved.Count }));
        await write.Db.SaveChangesAsync(cancellationToken);
        return moved;
    }
}
