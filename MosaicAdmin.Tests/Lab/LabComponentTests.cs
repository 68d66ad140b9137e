using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MosaicAdmin.Lab;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Lab;

public sealed class LabComponentTests : TestPage
{
    private static readonly LabProbes Probes = new(Options.Create(new WindowOptions()));

    public LabComponentTests()
    {
        Services.AddSingleton<IOptions<WindowOptions>>(Options.Create(new WindowOptions()));
        Services.AddSingleton(new NodeName("here:1"));
        Services.AddSingleton<LabLog>();
    }

    [Theory]
    [InlineData("unknown", TaskState.Scheduled, "before_publish after_publish", LabVerdict.Running)]
    [InlineData("unknown", TaskState.Unknown, "before_publish after_publish received unknown", LabVerdict.AsExpected)]
    [InlineData("unknown", TaskState.Rejected, "before_publish after_publish received rejected", LabVerdict.Different)]
    [InlineData("unknown", TaskState.Running, "before_publish after_publish received prerun", LabVerdict.Different)]
    [InlineData("unknown", TaskState.Unknown, "before_publish after_publish received", LabVerdict.Different)]
    [InlineData("revoked-expired", TaskState.Expired, "before_publish after_publish received revoked", LabVerdict.AsExpected)]
    [InlineData("revoked-expired", TaskState.Expired, "before_publish after_publish revoked", LabVerdict.AsExpected)]
    [InlineData("revoked-waiting", TaskState.Expired, "before_publish after_publish received revoked", LabVerdict.Different)]
    [InlineData("revoked-superseded", TaskState.Superseded, "before_publish after_publish revoked", LabVerdict.Different)]
    public void A_verdict_is_exact(string probe, TaskState state, string kinds, LabVerdict verdict) =>
        Assert.Equal(verdict, Seen(probe, (state, kinds)).Verdict);

    [Fact]
    public void A_task_published_in_the_place_of_another_belongs_to_the_experiment()
    {
        const string broken = "before_publish after_publish received prerun postrun internal_error";
        Assert.Equal(LabVerdict.Running, Seen("internal-result", (TaskState.Failed, broken), (TaskState.Scheduled, "before_publish after_publish")).Verdict);
        Assert.Equal(LabVerdict.AsExpected, Seen("internal-body", (TaskState.Failed, broken), (TaskState.Failed, broken), (TaskState.Failed, broken)).Verdict);
        Assert.Equal(LabVerdict.Different, Seen("unknown", (TaskState.Unknown, "before_publish after_publish received unknown"), (TaskState.Scheduled, "before_publish")).Verdict);
    }

    [Fact]
    public void Observed_steps_are_marked_against_the_expected_ones()
    {
        var compare = Render<SequenceCompare>(p => p
            .Add(c => c.Probe, Probes.Named("unknown")!).Add(c => c.Seen, Seen("unknown", (TaskState.Rejected, "before_publish after_publish received rejected"))));

        Assert.Equal(["before_publish", "after_publish", "received", "unknown"], compare.FindAll("[data-testid=expected] .step").Select(s => s.TextContent));
        Assert.Equal(["true", "true", "true", "false"], compare.FindAll(".step-seen").Select(s => s.GetAttribute("data-right")));
    }

    [Fact]
    public async Task The_log_shows_both_sides_with_times_from_the_first_line_and_what_handlers_did()
    {
        var seen = Seen("add", (TaskState.Succeeded, "before_publish after_publish received prerun success postrun"));
        var told = new TaskReceived(new TaskRef(seen.Id, "lab.add", seen.Id), 0) { Sequence = 3, At = Noon.AddMilliseconds(200), Node = "here:1" };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Services.GetRequiredService<LabLog>()
            .Note("receiver 1", told, () => throw new InvalidOperationException("on purpose")));

        var log = Render<ExperimentLog>(p => p.Add(l => l.Seen, seen));

        Assert.Equal(
            ["before_publish sender", "after_publish sender", "received receiver", "prerun receiver", "success receiver", "postrun receiver"],
            log.FindAll("[data-testid=signal]").Select(s => $"{s.GetAttribute("data-kind")} {s.GetAttribute("data-side")}"));
        Assert.Equal("+100 ms", log.FindAll("[data-testid=signal] time")[1].TextContent);
        var handler = log.Find("[data-testid=handler]");
        Assert.Equal(("receiver", "threw"), (handler.GetAttribute("data-side"), handler.GetAttribute("data-outcome")));
        Assert.Equal("received", handler.PreviousElementSibling!.GetAttribute("data-kind"));
    }

    [Theory]
    [InlineData("lost", true, true)]
    [InlineData("lost", false, false)]
    [InlineData("retry", true, false)]
    public async Task An_experiment_that_holds_a_worker_waits_for_another_such_one(string probe, bool busy, bool waits)
    {
        var (runs, choices) = (0, 0);
        var row = Render<ProbeRow>(p => p
            .Add(r => r.Probe, Probes.Named(probe)!).Add(r => r.Busy, busy).Add(r => r.OnRun, () => runs++).Add(r => r.OnChoose, () => choices++));

        Assert.Equal(waits, row.Find("[data-testid=lab-run]").HasAttribute("disabled"));
        await row.Find("[data-testid=lab-probe]").ClickAsync(new());
        if (!waits)
        {
            await row.Find("[data-testid=lab-run]").ClickAsync(new());
        }

        Assert.Equal((waits ? 0 : 1, 1), (runs, choices));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public void Every_experiment_says_when_it_arises_and_what_its_twin_is(string language)
    {
        Speak(language);
        foreach (var probe in Probes.All)
        {
            var bench = Render<ProbeBench>(p => p.Add(b => b.Probe, probe));
            Assert.DoesNotContain(bench.FindAll("h2, dd"), said => said.TextContent.StartsWith(probe.Name, StringComparison.Ordinal));
            Assert.All(bench.FindAll("dd"), said => Assert.InRange(said.TextContent.Length, 20, 400));
            Assert.Equal(probe.Kind == "rejected", bench.FindAll(".bench-answer").Count == 1);
        }
    }

    private static Experiment Seen(string probe, params (TaskState State, string Kinds)[] tasks)
    {
        var ids = tasks.Select(_ => Guid.NewGuid()).ToList();
        return new Experiment(Probes.Named(probe)!, ids[0], [.. tasks.Select((task, i) => new ExperimentTask(ids[i], task.State, [.. task.Kinds.Split(' ').Select(Entry)]))], null);
    }

    private static TaskSignalEntry Entry(string kind, int i) => new(
        i + 1, kind, Noon.AddMilliseconds(100 * i), "here:1", SignalKind.Named(kind)!.Side, JsonSerializer.SerializeToElement(new { }));
}
