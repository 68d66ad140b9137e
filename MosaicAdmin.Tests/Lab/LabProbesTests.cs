using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Lab;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Lab;

/// <summary>One app whose runs are stopped after four seconds and taken for dead after five, so that each experiment ends soon.</summary>
public sealed class LabApp : IAsyncLifetime
{
    public AppFixture App { get; private set; } = null!;

    public ClaimsPrincipal Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await AppFixture.Start(
            ("Mosaic:RunLimit", "00:00:04"), ("Mosaic:Lease", "00:00:05"), ("Mosaic:Sweep", "00:00:00.200"), ("Mosaic:Workers", "4"));
        Admin = await App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().Add(Roles.Admin);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>Each experiment of the Lab really does what it says, through the real engine.</summary>
public sealed class LabProbesTests(LabApp lab) : IClassFixture<LabApp>
{
    public static TheoryData<string> Names =>
    [
        "add", "retry", "failure", "time-limit", "lost", "revoked-waiting", "revoked-superseded", "revoked-running", "revoked-expired", "unknown",
        "rejected-missing", "rejected-type", "rejected-body", "internal-result", "internal-body",
    ];

    /// <summary>What the task's page says is to be done about it; nothing for the others.</summary>
    private static readonly Dictionary<string, string> Advised = new()
    {
        ["failure"] = "failed",
        ["time-limit"] = "failed",
        ["lost"] = "lost.again",
        ["revoked-expired"] = "expired",
        ["unknown"] = "unknown",
        ["rejected-missing"] = "rejected",
        ["rejected-type"] = "rejected",
        ["rejected-body"] = "rejected",
        ["internal-result"] = "internal_error.again",
        ["internal-body"] = "internal_error.again",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LabProbes Probes => lab.App.Services.GetRequiredService<LabProbes>();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_experiment_shows_exactly_what_is_expected_of_it(string name)
    {
        var seen = await Run(name);
        Assert.True(seen.Verdict == LabVerdict.AsExpected, string.Join(" | ", seen.Tasks.Select(t => $"{t.State}: {string.Join(' ', t.Steps)}")));
        Assert.Contains(seen.Tasks[0].Signals, signal => signal.Kind == seen.Probe.Kind);
        Assert.All(seen.Tasks, task => Assert.IsType<LegalSequence>(SignalSequence.Judge(task.Steps)));

        var task = await lab.App.Services.GetRequiredService<ReadTask>().Execute(seen.Id, Stop);
        Assert.Equal(Advised.GetValueOrDefault(name), Advice.For(task!)?.Key);
    }

    [Fact]
    public void Every_experiment_is_tested_and_expects_legal_sequences_and_every_kind_arises_in_one()
    {
        Assert.Equal(Names.Select(row => row.Data), Probes.All.Select(probe => probe.Name));
        Assert.All(Probes.All.SelectMany(probe => probe.Expected), steps => Assert.IsType<LegalSequence>(SignalSequence.Judge(steps)));
        Assert.Equal(
            SignalKind.All.Select(kind => kind.Name).Order(),
            Probes.All.SelectMany(probe => probe.Expected).SelectMany(steps => steps).Select(step => step.Kind).Distinct().Order());
    }

    [Fact]
    public async Task Several_runs_at_once_are_each_as_expected()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Run(i % 2 == 0 ? "retry" : "rejected-body")));
        Assert.Equal(6, seen.Select(experiment => experiment.Id).Distinct().Count());
        Assert.All(seen, experiment => Assert.Equal(LabVerdict.AsExpected, experiment.Verdict));
    }

    [Fact]
    public async Task The_articles_handlers_wait_a_second_each_and_the_task_is_over_long_before()
    {
        var seen = await Run("add");
        var log = lab.App.Services.GetRequiredService<LabLog>();
        var lines = await Eventually.Get(
            () => Task.FromResult(log.Of(seen.Id)), lines => lines.Count == 6 && lines.All(line => line.Outcome == HandlerOutcome.Done));
        Assert.All(lines, line => Assert.True(line.Took >= TimeSpan.FromSeconds(0.9), $"{line.Kind} took {line.Took}"));
        Assert.Equal(["before_publish", "after_publish"], lines.Where(line => line.Side == SignalSide.Sender).Select(line => line.Kind));
        Assert.Equal(["received", "prerun", "success", "postrun"], lines.Where(line => line.Side == SignalSide.Receiver).Select(line => line.Kind));
        Assert.True(seen.RunTook < TimeSpan.FromSeconds(3), $"The run took {seen.RunTook}.");
    }

    [Fact]
    public async Task Only_an_admin_makes_an_experiment_or_connects_a_receiver()
    {
        var editor = await lab.App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().Add(Roles.Editor);
        await using var scope = lab.App.Services.CreateAsyncScope();
        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<RunProbe>().Execute(editor, "add", new(1, 2), Stop));
        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<SupersedeProbe>().Execute(editor, Guid.NewGuid(), Stop));
        await Assert.ThrowsAsync<ForbiddenException>(() => lab.App.Services.GetRequiredService<LabReceivers>()
            .Connect(editor, new ReceiverWish(null, ReceiverBehaviour.Log, 0), Stop));
    }

    [Fact]
    public async Task What_is_no_experiment_is_refused_and_a_second_one_that_holds_a_worker_too()
    {
        await Assert.ThrowsAsync<NotFoundException>(() => Run("nonsense"));
        await using var scope = lab.App.Services.CreateAsyncScope();
        var run = scope.ServiceProvider.GetRequiredService<RunProbe>();
        var first = await run.Execute(lab.Admin, "time-limit", new(1, 2), Stop);
        await Assert.ThrowsAsync<ActRefusedException>(() => run.Execute(lab.Admin, "lost", new(1, 2), Stop));
        await Ended(first, Probes.Named("time-limit")!);
    }

    [Fact]
    public async Task Runs_are_found_again_by_their_rows()
    {
        var seen = await Run("unknown");
        var found = await lab.App.Services.GetRequiredService<ReadExperiments>().Recently(Stop);
        Assert.Equal("unknown", found.First(run => run.Id == seen.Id).Probe.Name);
    }

    private async Task<Experiment> Run(string name)
    {
        await using var scope = lab.App.Services.CreateAsyncScope();
        var run = scope.ServiceProvider.GetRequiredService<RunProbe>();
        var id = await run.Execute(lab.Admin, name, new AddArguments(2, 3), Stop);
        await run.Follow(lab.Admin, name, id);
        return await Ended(id, Probes.Named(name)!);
    }

    private Task<Experiment> Ended(Guid id, LabProbe probe) => Eventually.Get(
        async () => (await lab.App.Services.GetRequiredService<ReadExperiments>().Execute([new(id, probe, default)], Stop))[id],
        seen => seen.Verdict != LabVerdict.Running);
}
