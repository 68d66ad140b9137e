using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Keeps a list as it is shown, under a name of the person's own. The same name again is kept over.</summary>
public sealed class SaveView(WriterLane lane, Permissions permissions)
{
    private const int Most = 50;

    /// <exception cref="InvalidInputException">The name cannot be used, or there are too many; the message says why.</exception>
    public async Task<SavedView> Execute(ClaimsPrincipal user, string page, string name, string query, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Viewer, cancellationToken);
        var called = ViewName.Read(name);
        return query.Length > ViewName.LongestQuery
            ? throw new InvalidInputException("This query is too long to be kept.")
            : await lane.Run((write, ct) => Save(write, actor.UserId, page, called, query, ct), cancellationToken);
    }

    private static async Task<SavedView> Save(Write write, Guid owner, string page, string name, string query, CancellationToken cancellationToken)
    {
        var views = await write.Db.SavedViews.Where(v => v.UserId == owner && v.Page == page).ToListAsync(cancellationToken);
        var view = ViewName.Find(views, name);
        if (view is null && views.Count >= Most)
        {
            throw new InvalidInputException($"You have {Most} views; delete one first.");
        }

        view ??= write.Db.SavedViews.Add(new SavedView { UserId = owner, Page = page, Name = name, Query = query, CreatedAt = write.Now }).Entity;
        (view.Name, view.Query) = (name, query);
        await write.Db.SaveChangesAsync(cancellationToken);
        return view;
    }
}
