using System.Net;
using System.Net.Sockets;

namespace Wolfi.Oci.Registries;

/// <summary>Tells zones apart. Names are not resolved: whoever owns a name may change what it means between two looks.</summary>
internal static class NetworkZones
{
    private static readonly (IPNetwork Network, NetworkZone Zone)[] s_networks =
    [
        (IPNetwork.Parse("127.0.0.0/8"), NetworkZone.Loopback),
        (IPNetwork.Parse("::1/128"), NetworkZone.Loopback),
        (IPNetwork.Parse("10.0.0.0/8"), NetworkZone.Private),
        (IPNetwork.Parse("172.16.0.0/12"), NetworkZone.Private),
        (IPNetwork.Parse("192.168.0.0/16"), NetworkZone.Private),
        (IPNetwork.Parse("100.64.0.0/10"), NetworkZone.Private),
        (IPNetwork.Parse("fc00::/7"), NetworkZone.Private),
        (IPNetwork.Parse("fe80::/10"), NetworkZone.Forbidden),
        (IPNetwork.Parse("fec0::/10"), NetworkZone.Forbidden),
        (IPNetwork.Parse("169.254.0.0/16"), NetworkZone.Forbidden),
        (IPNetwork.Parse("0.0.0.0/8"), NetworkZone.Forbidden),
        (IPNetwork.Parse("224.0.0.0/3"), NetworkZone.Forbidden),
        (IPNetwork.Parse("ff00::/8"), NetworkZone.Forbidden),
        (IPNetwork.Parse("::/128"), NetworkZone.Forbidden),
    ];

    // 64:ff9b::/96
    private static readonly byte[] s_translated = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The zone of an address's host.</summary>
    public static NetworkZone Of(Uri url)
    {
        string host = url.Host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            return OfAddress(address);
        }

        return host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) ? NetworkZone.Loopback
            : !host.Contains('.', StringComparison.Ordinal) || host.EndsWith(".internal", StringComparison.Ordinal) || host.EndsWith(".local", StringComparison.Ordinal) ? NetworkZone.Private
            : NetworkZone.Public;
    }

    // Behind an IPv6 address may stand an IPv4 one: mapped (RFC 4291), translated (RFC 6052) or tunnelled (RFC 3056).
    private static NetworkZone OfAddress(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            byte[] bytes = address.GetAddressBytes();
            if (bytes.AsSpan(0, 12).SequenceEqual(s_translated))
            {
                return OfAddress(new IPAddress(bytes.AsSpan(12)));
            }

            if (bytes[0] == 0x20 && bytes[1] == 0x02)
            {
                return OfAddress(new IPAddress(bytes.AsSpan(2, 4)));
            }
        }

        return s_networks.Where(entry => entry.Network.Contains(address)).Select(entry => entry.Zone).FirstOrDefault();
    }
}
