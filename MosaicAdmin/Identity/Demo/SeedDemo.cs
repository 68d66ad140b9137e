using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>
/// Makes the demo accounts and token where <c>Demo:Accounts</c> asks for them, and takes them away where it does not:
/// a database that was once used in Development must not bring known passwords along.
/// </summary>
internal sealed class SeedDemo(WriterLane lane, IPasswordHasher<User> hasher, IOptions<DemoOptions> demo)
{
    private const string Actor = "system";

    public Task<bool> Execute(CancellationToken cancellationToken) => demo.Value.Accounts ? lane.Run(Add, cancellationToken) : lane.Run(Remove, cancellationToken);

    private async Task<bool> Add(Write write, CancellationToken cancellationToken)
    {
        var there = await write.Db.Users.Where(u => DemoPeople.NormalizedEmails.Contains(u.NormalizedEmail!)).ToListAsync(cancellationToken);
        foreach (var role in Roles.All.Where(role => there.All(u => u.Email != DemoPeople.EmailOf(role))))
        {
            var user = write.AddUser(DemoPeople.EmailOf(role), $"Demo {role.ToLowerInvariant()}", role);
            user.PasswordHash = hasher.HashPassword(user, DemoPeople.Password);
            there.Add(user);
            write.Audit(Actor, "demo.create", user.Email!);
        }

        await AddToken(write, there.Single(u => u.Email == DemoPeople.EmailOf(Roles.Admin)), cancellationToken);
        await write.Db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task AddToken(Write write, User admin, CancellationToken cancellationToken)
    {
        if (demo.Value.ApiToken is { Length: > 0 } token
            && CheckToken.Hash(token) is var hash
            && !await write.Db.ApiTokens.AnyAsync(t => t.Hash == hash, cancellationToken))
        {
            write.AddToken(admin.Id, "Demo", token, Roles.Admin);
        }
    }

    private static async Task<bool> Remove(Write write, CancellationToken cancellationToken)
    {
        var left = await write.Db.Users.Where(u => DemoPeople.NormalizedEmails.Contains(u.NormalizedEmail!)).ToListAsync(cancellationToken);
        left.ForEach(user => write.Audit(Actor, "demo.remove", user.Email!));
        write.Db.Users.RemoveRange(left);
        await write.Db.SaveChangesAsync(cancellationToken);
        return left.Count > 0;
    }
}
