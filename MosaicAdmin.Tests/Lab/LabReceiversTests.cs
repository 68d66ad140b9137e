using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Lab;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Lab;

/// <summary>Receivers connected while the app runs: they hear, they may be slow or throw, and the task does not feel it.</summary>
public sealed class LabReceiversTests(LabApp lab) : IClassFixture<LabApp>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LabReceivers Receivers => lab.App.Services.GetRequiredService<LabReceivers>();

    [Fact]
    public async Task A_throwing_and_a_slow_receiver_are_called_and_neither_slows_nor_fails_the_task()
    {
        await using var throwing = await Receivers.Connect(lab.Admin, new("received", ReceiverBehaviour.Throw, 0), Stop);
        await using var slow = await Receivers.Connect(lab.Admin, new("prerun", ReceiverBehaviour.Delay, 5000), Stop);
        await using var all = await Receivers.Connect(lab.Admin, new(null, ReceiverBehaviour.Log, 0), Stop);
        var seen = await Run("unknown", "failure", "rejected-body");

        await Eventually.True(() => throwing.Calls.Count == 3 && all.Calls.Count == 4 + 6 + 6);
        Assert.All(throwing.Calls, call => Assert.Equal(HandlerOutcome.Threw, call.Outcome));
        Assert.All(seen, experiment => Assert.Equal(LabVerdict.AsExpected, experiment.Verdict));
        await Eventually.True(() => slow.Calls.Count >= 1);
        var call = slow.Calls[^1];
        Assert.True(call.Took >= TimeSpan.FromSeconds(4.9), $"The slow receiver took {call.Took}.");
        Assert.True(call.After < TimeSpan.FromSeconds(4), $"The slow receiver was called {call.After} after the signal.");
        Assert.True(seen[1].Tasks[0].Signals[^1].At < call.At + call.Took, "The task waited for the slow receiver.");
        var line = lab.App.Services.GetRequiredService<LabLog>().Of(seen[0].Id).Single(l => l.Handler == throwing.Name);
        Assert.Equal(("received", HandlerOutcome.Threw), (line.Kind, line.Outcome));
    }

    [Fact]
    public async Task A_receiver_that_is_disconnected_hears_nothing_more_and_stops_waiting()
    {
        var receiver = await Receivers.Connect(lab.Admin, new("before_publish", ReceiverBehaviour.Delay, 10_000), Stop);
        await Run("unknown");
        await Eventually.True(() => receiver.Count == 1);
        await receiver.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Stop);
        await Run("unknown");
        Assert.Equal(1, receiver.Count);
    }

    [Fact]
    public async Task Receivers_are_bounded_in_number_and_in_how_long_they_wait()
    {
        await Assert.ThrowsAsync<ActRefusedException>(() => Receivers.Connect(lab.Admin, new("nonsense", ReceiverBehaviour.Log, 0), Stop));
        await Assert.ThrowsAsync<ActRefusedException>(() => Receivers.Connect(lab.Admin, new(null, ReceiverBehaviour.Delay, 60_000), Stop));
        var connected = new List<LabReceiver>();
        while (connected.Count < LabReceivers.Most)
        {
            connected.Add(await Receivers.Connect(lab.Admin, new("retry", ReceiverBehaviour.Log, 0), Stop));
        }

        await Assert.ThrowsAsync<ActRefusedException>(() => Receivers.Connect(lab.Admin, new("retry", ReceiverBehaviour.Log, 0), Stop));
        await connected[0].DisposeAsync();
        connected[0] = await Receivers.Connect(lab.Admin, new("retry", ReceiverBehaviour.Log, 0), Stop);
        foreach (var receiver in connected)
        {
            await receiver.DisposeAsync();
        }
    }

    private async Task<List<Experiment>> Run(params string[] names)
    {
        await using var scope = lab.App.Services.CreateAsyncScope();
        var (run, read, probes) = (scope.ServiceProvider.GetRequiredService<RunProbe>(), scope.ServiceProvider.GetRequiredService<ReadExperiments>(),
            scope.ServiceProvider.GetRequiredService<LabProbes>());
        var seen = new List<Experiment>();
        foreach (var name in names)
        {
            var id = await run.Execute(lab.Admin, name, new AddArguments(2, 3), Stop);
            seen.Add(await Eventually.Get(
                async () => (await read.Execute([new(id, probes.Named(name)!, default)], Stop))[id], e => e.Verdict != LabVerdict.Running));
        }

        return seen;
    }
}
