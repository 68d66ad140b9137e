using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Gives one's own view another name.</summary>
public sealed class RenameView(WriterLane lane, Permissions permissions)
{
    /// <exception cref="NotFoundException">There is no such view, or it is somebody else's.</exception>
    /// <exception cref="InvalidInputException">The name cannot be used, or another view has it.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, string name, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Viewer, cancellationToken);
        var called = ViewName.Read(name);
        await lane.Run((write, ct) => Rename(write, actor.UserId, id, called, ct), cancellationToken);
    }

    private static async Task<int> Rename(Write write, Guid owner, Guid id, string name, CancellationToken cancellationToken)
    {
        var views = await write.Db.SavedViews.Where(v => v.UserId == owner).ToListAsync(cancellationToken);
        var view = views.Find(v => v.Id == id) ?? throw new NotFoundException("There is no such view.");
        if (ViewName.Find(views.Where(v => v.Page == view.Page && v.Id != id), name) is { } other)
        {
            throw new InvalidInputException($"Another view is called {other.Name}.");
        }

        view.Name = name;
        return await write.Db.SaveChangesAsync(cancellationToken);
    }
}
