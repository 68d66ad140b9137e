using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>
/// Signs somebody in by a passkey the browser found for this site. Guessed passwords do not bar the way:
/// whoever holds the key has proved more than any of them could.
/// </summary>
internal sealed class SignInWithPasskey(SignInManager<User> signIn, CallerLimits limits, WriterLane lane)
{
    /// <param name="credential">What the browser's <c>navigator.credentials.get</c> gave, as JSON.</param>
    public async Task<SignInOutcome> Execute(HttpContext context, string? credential)
    {
        if (!limits.MayLogin(context.Connection.RemoteIpAddress))
        {
            return SignInOutcome.TooMany;
        }

        if (await Check(credential) is not { Succeeded: true } found || !await signIn.CanSignInAsync(found.User))
        {
            return SignInOutcome.Refused;
        }

        // Keeps the key's counter, by which a copied key gives itself away.
        await signIn.UserManager.AddOrUpdatePasskeyAsync(found.User, found.Passkey);
        await signIn.SignInAsync(found.User, new AuthenticationProperties { IsPersistent = true }, "passkey");
        await lane.RecordSignIn(found.User, "passkey", context.RequestAborted);
        return SignInOutcome.SignedIn;
    }

    private async Task<PasskeyAssertionResult<User>?> Check(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // No challenge is out: the form was sent twice, or without asking for one.
            return null;
        }
    }
}
