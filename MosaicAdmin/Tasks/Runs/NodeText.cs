using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Tasks;

/// <summary>A node's name as people read it: the machine, and which of its processes.</summary>
public static class NodeText
{
    public static string Of(string? node, IStringLocalizer<TaskText> text) => node?.LastIndexOf(':') switch
    {
        null => "–",
        > 0 and var at when at < node.Length - 1 => text["Node.Process", node[..at], node[(at + 1)..]],
        _ => node,
    };
}
