using System.Text.RegularExpressions;

namespace MosaicAdmin.Health;

/// <summary>What an object is part of.</summary>
public enum ObjectKind
{
    Audio,
    Cover,
    Mosaic,

    /// <summary>What a probe of the store left behind when its process died; never named.</summary>
    Probe,
}

/// <summary>Whom an object belongs to: a song's audio, a cover (its three sizes go together), a mosaic.</summary>
public sealed partial record ObjectOwner(ObjectKind Kind, string Hash)
{
    /// <summary>Null for an object that is none of ours, and so is left alone.</summary>
    public static ObjectOwner? Of(string name)
    {
        var (match, first) = (Names().Match(name), name.Split('/')[0]);
        return !match.Success ? null : new(
            first switch { "audio" => ObjectKind.Audio, "covers" => ObjectKind.Cover, "mosaics" => ObjectKind.Mosaic, _ => ObjectKind.Probe },
            match.Groups["hash"].Value);
    }

    [GeneratedRegex(@"\A(audio/(?<hash>[0-9a-f]{64})|covers/(?<hash>[0-9a-f]{64})/[^/]+|mosaics/(?<hash>[0-9a-f]{64})\.jpg|probes/(?<hash>[0-9a-f]{32}))\z")]
    private static partial Regex Names();
}
