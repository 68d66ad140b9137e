using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Changes how others see the one who asks.</summary>
internal sealed class ChangeOwnName(WriterLane lane, Permissions permissions, IStringLocalizer<IdentityText> text)
{
    public async Task Execute(ClaimsPrincipal user, string? name, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Viewer, cancellationToken);
        name = (name ?? "").Trim();
        if (name.Length is 0 or > NewPerson.MaxName || name.Any(char.IsControl))
        {
            throw new InvalidInputException(text["Name.Wrong", NewPerson.MaxName]);
        }

        await lane.Run(
            async (write, ct) =>
            {
                var person = await write.Db.Users.SingleAsync(u => u.Id == actor.UserId, ct);
                person.DisplayName = name;
                person.ConcurrencyStamp = Guid.NewGuid().ToString("n");
                write.Audit(actor.Name, "account.name", actor.Name);
                return await write.Db.SaveChangesAsync(ct);
            },
            cancellationToken);
    }
}
