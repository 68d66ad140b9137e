using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Signs a caller in by the API token in its <c>Authorization: Bearer</c> header, with no more than the token's and its owner's role.</summary>
internal sealed class CheckToken(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IDbContextFactory<MosaicDb> databases, Permissions permissions, TokenUse use)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";

    /// <summary>Whether <paramref name="user"/> came with a token rather than a cookie.</summary>
    public static bool IsBearer(ClaimsPrincipal user) => user.Identity?.AuthenticationType == SchemeName;

    /// <summary>What is kept of a token: its SHA-256 in lower-case hex. Tokens are random and long, so no slow hash is needed.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The principal of a token.</summary>
    public static ClaimsPrincipal Principal(Guid tokenId, Guid userId, string name, string role) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, userId.ToString()),
            new(ClaimTypes.Name, name),
            new(ClaimTypes.Role, role),
            new(Claims.Token, tokenId.ToString()),
        ],
        SchemeName));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var hash = Hash(header[Prefix.Length..].Trim());
        await using var db = await databases.CreateDbContextAsync(Context.RequestAborted);
        var token = await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, Context.RequestAborted);
        if (token is null)
        {
            return AuthenticateResult.Fail("No such token.");
        }

        var user = Principal(token.Id, token.UserId, "", token.Role);
        if (await permissions.Find(user, Context.RequestAborted) is not { } actor)
        {
            return AuthenticateResult.Fail("The token was revoked, or its owner is gone.");
        }

        await use.Record(token, Context.RequestAborted);
        return AuthenticateResult.Success(new(Principal(token.Id, actor.UserId, actor.Name, actor.Role), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Sessions.Refuse(Context, StatusCodes.Status401Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Sessions.Refuse(Context, StatusCodes.Status403Forbidden);
}
