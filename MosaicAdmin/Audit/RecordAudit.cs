using MosaicAdmin.Data;

namespace MosaicAdmin.Audit;

public static class RecordAudit
{
    /// <summary>Adds who did what to the same transaction as the deed.</summary>
    public static void Audit(this Write write, string actor, string act, object subject, string? reason = null, string? data = null) =>
        write.Db.Audit.Add(new AuditEntry
        {
            At = write.Now,
            Actor = actor,
            Act = act,
            Subject = subject.ToString()!,
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
            Data = data,
        });
}
