using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Changes to people's rows, inside somebody's transaction.</summary>
internal static class UserRows
{
    /// <summary>Adds a person with one role; the email address is the name they sign in with.</summary>
    public static User AddUser(this Write write, string email, string displayName, string role)
    {
        var user = new User
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            DisplayName = displayName,
            LockoutEnabled = true,
            CreatedAt = write.Now,
        };
        user.EndSessions();
        write.Db.Users.Add(user);
        write.Db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = Roles.IdOf(role) });
        return user;
    }

    /// <summary>Makes every session of this person, wherever it is open, invalid.</summary>
    public static void EndSessions(this User user) => user.SecurityStamp = Guid.NewGuid().ToString("n");

    /// <summary>
    /// Lets changes to who is an admin pass one after another, on every node: the row of the role is locked until the commit,
    /// so that two admins cannot take the role from each other, nor two first visitors both become admin.
    /// </summary>
    public static Task<int> LockAdmins(this Write write, CancellationToken cancellationToken)
    {
        var id = Roles.IdOf(Roles.Admin);
        var stamp = Guid.NewGuid().ToString("n");
        return write.Db.Roles.Where(r => r.Id == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.ConcurrencyStamp, stamp), cancellationToken);
    }
}
