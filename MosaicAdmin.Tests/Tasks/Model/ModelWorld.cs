namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>A node as far as it can be observed: its clock, what rang for it, what its scheduler gave out.</summary>
public sealed class ModelNode
{
    public TimeSpan Offset { get; set; }

    public bool Frozen { get; set; }

    /// <summary>Playlists whose alarm it is still to set.</summary>
    public HashSet<int> Rung { get; } = [];

    /// <summary>Firings it has not acted on yet.</summary>
    public HashSet<int> Fired { get; } = [];
}

/// <summary>
/// Windows, the alarms in the scheduler's store, nodes with clocks of their own, and a database that can be away. Pure: no time passes
/// unless told, nothing is random. A deleted playlist is null.
/// </summary>
public sealed class ModelWorld(ModelRules rules, DateTimeOffset start)
{
    public DateTimeOffset Now { get; private set; } = start;

    public bool Away { get; set; }

    /// <summary>No run is given, on any node.</summary>
    public bool Paused { get; set; }

    public ModelWindow?[] Windows { get; } = [.. Enumerable.Range(0, Histories.Playlists).Select(_ => new ModelWindow(rules))];

    public ModelNode[] Nodes { get; } = [.. Enumerable.Range(0, Histories.Nodes).Select(_ => new ModelNode())];

    /// <summary>When each playlist's trigger goes off; null without one.</summary>
    public DateTimeOffset?[] Triggers { get; } = new DateTimeOffset?[Histories.Playlists];

    /// <summary>Playlists whose alarm a fault may have taken since the last sweep.</summary>
    public HashSet<int> Suspect { get; } = [];

    public void Pass(TimeSpan time) => Now += time;

    public DateTimeOffset Clock(int node) => Now + Nodes[node].Offset;

    public void Follow(int node)
    {
        foreach (var playlist in Nodes[node].Rung)
        {
            if (Away)
            {
                Suspect.Add(playlist);
            }
            else
            {
                Triggers[playlist] = Windows[playlist] is { Waits: true, Held: false } window ? window.DueAt : null;
            }
        }

        Nodes[node].Rung.Clear();
    }

    /// <summary>True when the node's scheduler must give the trigger out.</summary>
    public bool Fire(int playlist, int node)
    {
        if (Triggers[playlist] is not { } at || at > Clock(node))
        {
            return false;
        }

        Triggers[playlist] = null;
        Nodes[node].Fired.Add(playlist);
        return true;
    }

    /// <summary>The run the node must be given for its firing.</summary>
    public ModelRun? Take(int playlist, int node)
    {
        Nodes[node].Fired.Remove(playlist);
        if (Away)
        {
            Suspect.Add(playlist);
            return null;
        }

        if (Windows[playlist] is not { } window)
        {
            return null;
        }

        var recovered = window.Recover(Now);
        if (Paused)
        {
            Suspect.Add(playlist);
            return null;
        }

        var run = window.Take(Now);
        if (run is null && (recovered || window is { Waits: true, Running: null, Held: false }))
        {
            Nodes[node].Rung.Add(playlist);
        }

        return run;
    }

    public void Sweep(int node)
    {
        if (Away)
        {
            return;
        }

        for (var playlist = 0; playlist < Windows.Length; playlist++)
        {
            if (Windows[playlist] is not { } window)
            {
                continue;
            }

            var buried = window.Recover(Now);
            var unarmed = window is { Waits: true, Running: null, Held: false } && (Triggers[playlist] is null || window.DueAt < Now - rules.Overdue);
            if (buried || unarmed)
            {
                Nodes[node].Rung.Add(playlist);
            }
        }

        Suspect.Clear();
    }

    public void Crash(int node)
    {
        Suspect.UnionWith(Nodes[node].Rung);
        Suspect.UnionWith(Nodes[node].Fired);
        Nodes[node].Rung.Clear();
        Nodes[node].Fired.Clear();
    }

    /// <summary>Somebody is still on the way to set or take it.</summary>
    public bool InHand(int playlist) => Nodes.Any(n => n.Rung.Contains(playlist) || n.Fired.Contains(playlist));
}
