using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

internal static class RecordSignIns
{
    /// <summary>Writes down that somebody signed in, and how.</summary>
    public static Task<int> RecordSignIn(this WriterLane lane, User user, string how, CancellationToken cancellationToken) => lane.Run(
        (write, ct) =>
        {
            write.Audit(user.Email!, "sign-in", user.Email!, data: AuditData.Json(new { by = how }));
            return write.Db.SaveChangesAsync(ct);
        },
        cancellationToken);
}
