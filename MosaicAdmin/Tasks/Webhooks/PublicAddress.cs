using System.Net;
using System.Net.Sockets;

namespace MosaicAdmin.Tasks;

/// <summary>Tells addresses anybody may be reached at from those that only this machine or its network can reach.</summary>
public static class PublicAddress
{
    // IANA's special-purpose registries: this host, private, shared, loopback, link-local (metadata services), documentation, benchmarks, multicast, reserved.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Within 2000::/3: Teredo and the rest of 2001::/23, documentation, 6to4; the last two carry IPv4 addresses inside.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool Includes(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address)) && !Special.Any(network => network.Contains(address));
    }
}
