using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>A run a node believes to be its own, in both worlds.</summary>
internal sealed record Held(int Playlist, int Node, Claim Claim, ModelRun Run)
{
    public bool Rendered { get; set; }
}
