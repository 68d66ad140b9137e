using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

public static class LabFeature
{
    /// <summary>Registers the Lab's tasks, each under a name of its own, and the article's handlers.</summary>
    public static void AddLab(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<LabProbes>();
        services.AddSingleton<LabLog>();
        services.AddSingleton<LabReceivers>();
        services.AddSingleton<ReadExperiments>();
        services.AddScoped<SupersedeProbe>();
        services.AddScoped<RunProbe>();
        services.On<TaskSignal, SlowSenderHandler>(taskName: "lab.add");
        services.On<TaskSignal, SlowReceiverHandler>(taskName: "lab.add");
        builder.AddProbes();
    }

    // lab.unknown is left out: that is what it is for.
    private static void AddProbes(this IHostApplicationBuilder builder)
    {
        foreach (var name in new[] { "add", "revoked-waiting", "revoked-superseded", "revoked-expired", "rejected-missing", "rejected-type" })
        {
            builder.AddTask<AddNumbers, AddArguments>(LabProbe.Prefix + name);
        }

        builder.AddTask<FailOnce, AddArguments>("lab.retry");
        builder.AddTask<FailForGood, AddArguments>("lab.failure");
        builder.AddTask<RunTooLong, AddArguments>("lab.time-limit");
        builder.AddTask<HangUntilLost, AddArguments>("lab.lost");
        builder.AddTask<RunUntilStopped, AddArguments>("lab.revoked-running");
        builder.AddTask<RefuseSum, AddArguments>("lab.rejected-body");
        builder.AddTask<LoseResult, AddArguments>("lab.internal-result");
        builder.AddTask<Unmakeable, AddArguments>("lab.internal-body");
    }
}
