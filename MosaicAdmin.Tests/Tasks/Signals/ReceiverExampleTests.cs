using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Signals;

public interface IAlerts
{
    Task Send(string text, CancellationToken cancellationToken);
}

// The example of Tasks/README.md, word for word.
public sealed class AlertOperators(IAlerts alerts) : IReceive<TaskFailure>
{
    public Task Receive(TaskFailure signal, CancellationToken cancellationToken) =>
        alerts.Send($"{signal.Task.Name} failed: {signal.Message}", cancellationToken);
}

/// <summary>The worked example of connecting a receiver compiles, is what the README says, and is told.</summary>
public sealed class ReceiverExampleTests
{
    [Theory]
    [InlineData("mosaic.create", 1)]
    [InlineData("another.task", 0)]
    public async Task A_receiver_is_told_of_the_tasks_it_was_connected_for(string taskName, int told)
    {
        var alerts = new Alerts();
        await using var windows = await TestWindows.Start(
            [("Mosaic:MaxAttempts", "1"), ("Mosaic:Window", "00:00:00.200")],
            services => services.AddSingleton<IAlerts>(alerts).On<TaskFailure, AlertOperators>(taskName).On<TaskFailure, Second>());
        windows.Probe.Body = (_, _) => throw new InvalidOperationException("Too dark.");
        await windows.Publish(await windows.Window());

        await Eventually.True(() => alerts.Sent.Contains("second"));
        await Eventually.True(() => alerts.Sent.Count == told + 1);
        Assert.Equal(told == 1, alerts.Sent.Contains("mosaic.create failed: Too dark."));
    }

    [Fact]
    public void The_example_is_the_READMEs()
    {
        var source = File.ReadAllText(Path.Combine(Folders.Repository, "MosaicAdmin.Tests/Tasks/Signals/ReceiverExampleTests.cs"));
        var example = source[source.IndexOf("public sealed class AlertOperators", StringComparison.Ordinal)..source.IndexOf("\n}\n\n/// <summary>The worked", StringComparison.Ordinal)];
        Assert.Contains(example, File.ReadAllText(Path.Combine(Folders.Repository, "MosaicAdmin/Tasks/README.md")), StringComparison.Ordinal);
    }

    private sealed class Alerts : IAlerts
    {
        public ConcurrentQueue<string> Sent { get; } = new();

        public Task Send(string text, CancellationToken cancellationToken)
        {
            Sent.Enqueue(text);
            return Task.CompletedTask;
        }
    }

    private sealed class Second(IAlerts alerts) : IReceive<TaskFailure>
    {
        public Task Receive(TaskFailure signal, CancellationToken cancellationToken) => alerts.Send("second", cancellationToken);
    }
}
