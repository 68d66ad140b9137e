using Microsoft.Extensions.Options;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>The Lab's experiments, in the order of its page: the article's own, then one for each further way a signal arises.</summary>
public sealed class LabProbes(IOptions<WindowOptions> options)
{
    private const string Published = "before_publish after_publish";
    private const string Done = $"{Published} received prerun success postrun";
    private const string Broken = $"{Published} received prerun postrun internal_error";

    public IReadOnlyList<LabProbe> All { get; } =
    [
        Probe("add", "success", Done),
        Probe("retry", "retry", $"{Published} received prerun {Published} retry postrun received prerun success postrun"),
        Probe("failure", "failure", $"{Published} received prerun failure postrun"),
        Probe("time-limit", "failure", $"{Published} received prerun failure") with { Holds = true },
        Probe("lost", "failure", $"{Published} received prerun failure", Done) with { Holds = true },
        Probe("revoked-waiting", "revoked", $"{Published} revoked"),
        Probe("revoked-superseded", "revoked", $"{Published} revoked", Done),
        Probe("revoked-running", "revoked", $"{Published} received prerun terminated postrun") with { Holds = true },
        Probe("revoked-expired", "revoked", $"{Published} received revoked") with { Or = LabProbe.Steps($"{Published} revoked") },
        Probe("unknown", "unknown", $"{Published} received unknown"),
        Probe("rejected-missing", "rejected", $"{Published} received rejected"),
        Probe("rejected-type", "rejected", $"{Published} received rejected"),
        Probe("rejected-body", "rejected", $"{Published} received prerun rejected postrun"),
        Probe("internal-result", "internal_error", Broken, Done),
        // What is given up is decided by the settings, not here.
        Probe("internal-body", "internal_error", [.. Enumerable.Repeat(Broken, options.Value.MaxDeaths)]),
    ];

    /// <summary>The experiment of this name, or null.</summary>
    public LabProbe? Named(string? name) => All.FirstOrDefault(probe => probe.Name == name);

    /// <summary>The experiment a task belongs to, by the task's name; null when it is none of the Lab's.</summary>
    public LabProbe? Of(string task) => task.StartsWith(LabProbe.Prefix, StringComparison.Ordinal) ? Named(task[LabProbe.Prefix.Length..]) : null;

    private static LabProbe Probe(string name, string kind, params string[] expected) =>
        new(name, kind, [.. expected.Select(LabProbe.Steps)]);
}
