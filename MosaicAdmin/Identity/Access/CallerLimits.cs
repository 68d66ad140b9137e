using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace MosaicAdmin.Identity;

/// <summary>
/// How often one address may try to sign in or set up. Lockout guards one account against many guesses;
/// this guards all accounts against one guess each. Asked by the form itself, so that it can say so in its own page.
/// </summary>
internal sealed class CallerLimits(IOptions<AccessOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _logins = PerAddress(options.Value.LoginsPerMinute);
    private readonly PartitionedRateLimiter<IPAddress> _setups = PerAddress(options.Value.SetupsPerMinute);

    public bool MayLogin(IPAddress? caller) => Take(_logins, caller);

    public bool MaySetup(IPAddress? caller) => Take(_setups, caller);

    public void Dispose()
    {
        _logins.Dispose();
        _setups.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<IPAddress> limiter, IPAddress? caller)
    {
        using var lease = limiter.AttemptAcquire(Network(caller ?? IPAddress.None));
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<IPAddress> PerAddress(int perMinute) =>
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(caller => RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new()
        {
            PermitLimit = perMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));

    /// <summary>One visitor has a whole /64 of IPv6 addresses to call from.</summary>
    internal static IPAddress Network(IPAddress caller)
    {
        if (caller.IsIPv4MappedToIPv6 || caller.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller;
        }

        var bytes = caller.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}

internal static class TooManyTries
{
    /// <summary>Marks the answer as one to come back from later.</summary>
    public static void AnswerTooMany(this HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "60";
    }
}
