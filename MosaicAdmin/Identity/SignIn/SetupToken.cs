using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>
/// The way in while no account exists: a token that only this process's log and memory know.
/// Each node prints its own; the first account closes it everywhere.
/// </summary>
internal sealed partial class SetupToken(IDbContextFactory<MosaicDb> databases, ILogger<SetupToken> logger)
{
    private volatile string? _value;

    /// <summary>The token; null when closed.</summary>
    internal string? Value => _value;

    /// <summary>Whether somebody could set up now. Asks the tables while it may be so, since another node may have closed it.</summary>
    public async Task<bool> IsOpen(CancellationToken cancellationToken)
    {
        if (_value is not null && await AnybodyIn(cancellationToken))
        {
            Close();
        }

        return _value is not null;
    }

    /// <summary>Makes and prints the token when there is no account.</summary>
    public async Task OpenWhenEmpty(CancellationToken cancellationToken)
    {
        if (!await AnybodyIn(cancellationToken))
        {
            // Letters of base 32: easy to copy by hand, 160 bits.
            _value = string.Concat(RandomNumberGenerator.GetItems<char>("abcdefghijkmnpqrstuvwxyz23456789", 32));
            LogOpen(_value);
        }
    }

    public bool Matches(string? token) =>
        _value is { } value && token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(token.Trim()));

    public void Close() => _value = null;

    private async Task<bool> AnybodyIn(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "No account exists yet. Open /setup and make the first admin with this one-time setup token: {Token}")]
    private partial void LogOpen(string token);
}
