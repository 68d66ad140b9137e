using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>Publishes again for a waiting experiment, as a second upload does for a playlist, and has the newer task run at once.</summary>
public sealed class SupersedeProbe(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    public async Task Execute(ClaimsPrincipal user, Guid subject, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        await lane.Run(
            async (write, ct) =>
            {
                var older = await write.Db.Tasks.FindAsync([subject], ct) ?? throw new NotFoundException("There is no such experiment.");
                await keeper.Touch(write, subject, actor.Name, batchId: null, ct, new NewTask(older.Name, older.Arguments));
                var window = await write.Db.Windows.FindAsync([subject], ct);
                write.Audit(actor.Name, "lab.supersede", subject, null);
                return await keeper.Force(write, window!, actor.Name, ct);
            },
            cancellationToken);
        alarm.Ring(subject);
    }
}
