using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Changes to tokens' rows, inside somebody's transaction.</summary>
internal static class TokenRows
{
    private const int ShownLength = 11;

    /// <summary>Adds the hash of <paramref name="token"/>; the token itself is not kept.</summary>
    public static ApiToken AddToken(this Write write, Guid userId, string name, string token, string role)
    {
        var row = new ApiToken
        {
            UserId = userId,
            Name = name,
            Hash = CheckToken.Hash(token),
            Prefix = token[..Math.Min(ShownLength, token.Length / 2)],
            Role = role,
            CreatedAt = write.Now,
        };
        write.Db.ApiTokens.Add(row);
        return row;
    }
}
