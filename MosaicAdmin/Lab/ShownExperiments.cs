using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>What the Lab's page shows: the runs there are, and how the latest of each experiment and the chosen one stand.</summary>
public sealed class ShownExperiments(LabProbes probes, ReadExperiments read)
{
    private IReadOnlyList<ExperimentRun> _runs = [];
    private IReadOnlyDictionary<Guid, Experiment> _seen = new Dictionary<Guid, Experiment>();
    private volatile bool _unlisted = true;

    /// <summary>True while an experiment goes on that holds a worker: another such must wait.</summary>
    public bool IsHeld => probes.All.Any(probe => probe.Holds && Latest(probe)?.Verdict is LabVerdict.Running);

    /// <summary>The runs of an experiment, newest first.</summary>
    public IEnumerable<ExperimentRun> RunsOf(LabProbe probe) => _runs.Where(run => run.Probe == probe);

    public Experiment? Latest(LabProbe probe) => Find(probe, chosen: null);

    /// <summary>The chosen run of an experiment, or its latest.</summary>
    public Experiment? Find(LabProbe probe, Guid? chosen) => RunOf(probe, chosen) is { } run ? _seen.GetValueOrDefault(run.Id) : null;

    /// <summary>True when <paramref name="signal"/> is about what is shown, or about a run that is not listed yet.</summary>
    public bool Concerns(Signal signal)
    {
        if (signal is TaskSignal { Task: var task } && probes.Of(task.Name) is not null)
        {
            _unlisted |= _runs.All(run => run.Id != task.SubjectId);
            return true;
        }

        return signal is WindowChanged changed && _runs.Any(run => run.Id == changed.SubjectId);
    }

    /// <summary>Reads again what is shown; which runs there are, only when there is one more.</summary>
    public async Task Load(LabProbe probe, Guid? chosen, CancellationToken cancellationToken)
    {
        if (_unlisted || (chosen is { } id && _runs.All(run => run.Id != id)))
        {
            _unlisted = false;
            _runs = await read.Recently(cancellationToken);
        }

        var shown = probes.All.Select(p => RunOf(p, chosen: null)).Append(RunOf(probe, chosen)).OfType<ExperimentRun>().Distinct();
        _seen = await read.Execute([.. shown], cancellationToken);
    }

    private ExperimentRun? RunOf(LabProbe probe, Guid? chosen) => RunsOf(probe).FirstOrDefault(run => run.Id == chosen) ?? RunsOf(probe).FirstOrDefault();
}
