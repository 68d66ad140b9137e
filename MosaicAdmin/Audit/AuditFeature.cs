using System.Security.Claims;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Audit;

public static class AuditFeature
{
    private const string Csv = $"{AuditFilter.Path}.csv";
    private static readonly string[] Columns = ["at", "who", "act", "what", "subject", "name", "from", "to", "reason", "data"];

    /// <summary>Where all that match can be had as a file.</summary>
    public static string CsvAddress(this AuditFilter filter) => filter.Address(Csv);

    internal static void MapAudit(this IEndpointRouteBuilder app) => app.MapGet(Csv, Export).RequireAuthorization(Roles.Admin).ExcludeFromDescription();

    private static async Task<CsvResult<AuditLine>> Export(
        string? actor, string? act, string? subject, string? q, string? from, string? to, string? zone, ClaimsPrincipal user, ListAudit list,
        IStringLocalizer<AuditText> text, CancellationToken cancellationToken)
    {
        var rows = await list.All(user, AuditFilter.Parse(actor, act, subject, q, from, to, zone), cancellationToken);
        return new CsvResult<AuditLine>("audit.csv", Columns, rows, line =>
        [
            line.Entry.At, line.Entry.Actor, line.Entry.Act, AuditSentence.Plain(line, text), line.Entry.Subject, line.Name, line.Change?.From, line.Change?.To,
            line.Entry.Reason, line.Entry.Data,
        ]);
    }
}
