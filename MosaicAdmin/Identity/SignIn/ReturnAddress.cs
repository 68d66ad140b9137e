using Microsoft.AspNetCore.Http.HttpResults;

namespace MosaicAdmin.Identity;

/// <summary>Where to go after signing in.</summary>
internal static class ReturnAddress
{
    /// <summary><paramref name="url"/> when it is a path on this host, else the wall: a link from elsewhere must not lead elsewhere through us.</summary>
    public static string Local(string? url) => url is ['/', ..] && RedirectHttpResult.IsLocalUrl(url) && !url.Any(char.IsControl) ? url : "/";
}
