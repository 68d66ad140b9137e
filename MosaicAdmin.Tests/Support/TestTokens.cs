using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tests.Support;

/// <summary>API tokens for tests.</summary>
internal static class TestTokens
{
    /// <summary>Adds somebody with <paramref name="role"/> and a token of theirs with the same rights; returns the token.</summary>
    public static async Task<string> AddToken(this IDbContextFactory<MosaicDb> databases, string role)
    {
        var user = TestPeople.IdOf(await databases.Add(role));
        var token = $"test-{Guid.NewGuid():n}";
        await using var db = await databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        db.ApiTokens.Add(new ApiToken { UserId = user, Name = "test", Hash = CheckToken.Hash(token), Prefix = token[..8], Role = role });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return token;
    }
}
