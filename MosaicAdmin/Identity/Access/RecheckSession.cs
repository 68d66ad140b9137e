using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Options;

namespace MosaicAdmin.Identity;

/// <summary>Signs an open page out once its session no longer holds: the account is gone, shut out, in another role, or has a new password.</summary>
internal sealed class RecheckSession(ILoggerFactory loggers, IOptions<AccessOptions> options, Permissions permissions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => options.Value.Recheck;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await permissions.Find(authenticationState.User, cancellationToken) is not null;
}
