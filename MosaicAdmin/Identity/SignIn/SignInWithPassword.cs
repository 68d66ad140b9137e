using Microsoft.AspNetCore.Identity;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>How a try to sign in ended. Whether it was the address, the password or a lockout is nobody's business.</summary>
public enum SignInOutcome
{
    SignedIn,
    Refused,
    TooMany,
}

/// <summary>Signs somebody in by email and password.</summary>
internal sealed partial class SignInWithPassword(SignInManager<User> signIn, IPasswordHasher<User> hasher, CallerLimits limits, WriterLane lane, ILogger<SignInWithPassword> logger)
{
    // Of no password anybody has; checked where there is no account, so that an unknown address takes as long to refuse as a known one.
    private const string NobodysHash = "AQAAAAIAAYagAAAAEAcICQoLDA0ODxAREhMUFRYLMFV6n8TpDjNYfaLH7BE2W4Clyu8UOV6DqM3yFzxhhg==";

    public async Task<SignInOutcome> Execute(HttpContext context, string? email, string? password)
    {
        if (!limits.MayLogin(context.Connection.RemoteIpAddress))
        {
            LogTooMany(context.Connection.RemoteIpAddress?.ToString());
            return SignInOutcome.TooMany;
        }

        var user = email is { Length: > 0 and <= 256 } ? await signIn.UserManager.FindByEmailAsync(email.Trim()) : null;
        password = password is { Length: <= PasswordRules.MaxLength } ? password : "";
        var result = user is null ? SignInResult.Failed : await signIn.PasswordSignInAsync(user, password, isPersistent: true, lockoutOnFailure: true);
        if (user is null || result.IsLockedOut || result.IsNotAllowed)
        {
            hasher.VerifyHashedPassword(new User(), NobodysHash, password);
        }

        if (result.IsLockedOut)
        {
            LogLockedOut(user!.Id);
        }

        if (result.Succeeded)
        {
            await lane.RecordSignIn(user!, "password", context.RequestAborted);
        }

        return result.Succeeded ? SignInOutcome.SignedIn : SignInOutcome.Refused;
    }

    [LoggerMessage(LogLevel.Warning, "Too many tries to sign in from {Address}")]
    private partial void LogTooMany(string? address);

    [LoggerMessage(LogLevel.Warning, "A try to sign in was refused: account {User} is locked out")]
    private partial void LogLockedOut(Guid user);
}
