using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Makes the first account, for whoever holds the setup token. However many try at once, one of them succeeds.</summary>
internal sealed class CreateFirstAdmin(SetupToken setup, WriterLane lane, IPasswordHasher<User> hasher, IStringLocalizer<IdentityText> text)
{
    /// <exception cref="NotFoundException">There is an account already.</exception>
    /// <exception cref="InvalidInputException">The token or what was typed is wrong; the message says what.</exception>
    public async Task Execute(string? token, NewPerson person, CancellationToken cancellationToken)
    {
        if (!await setup.IsOpen(cancellationToken))
        {
            throw new NotFoundException("There is an account already.");
        }

        if (!setup.Matches(token))
        {
            throw new InvalidInputException(text["Setup.Wrong"]);
        }

        person = person.Checked(text);
        var hash = hasher.HashPassword(new User(), person.Password);
        var first = await lane.Run((write, ct) => Add(write, person, hash, ct), cancellationToken);
        setup.Close();
        if (!first)
        {
            throw new NotFoundException("There is an account already.");
        }
    }

    private static async Task<bool> Add(Write write, NewPerson person, string hash, CancellationToken cancellationToken)
    {
        await write.LockAdmins(cancellationToken);
        if (await write.Db.Users.AnyAsync(cancellationToken))
        {
            return false;
        }

        var user = write.AddUser(person.Email, person.DisplayName, Roles.Admin);
        user.PasswordHash = hash;
        write.Audit(person.Email, "setup", person.Email);
        await write.Db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
