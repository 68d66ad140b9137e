using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace MosaicAdmin.Benchmarks;

/// <summary>Processor time of each picture benchmark: unlike the clock on the wall, it tells little of who else uses the machine.</summary>
internal static class CpuTimes
{
    private const int Rounds = 5;
    private const int PerRound = 5;

    public static async Task Print()
    {
        using var pictures = new PictureBenchmarks();
        await pictures.Draw();
        foreach (var method in typeof(PictureBenchmarks).GetMethods().Where(m => m.GetCustomAttribute<BenchmarkAttribute>() is not null))
        {
            await Run(method, pictures);
            var best = TimeSpan.MaxValue;
            for (var round = 0; round < Rounds; round++)
            {
                var before = Used();
                await Run(method, pictures);
                var used = (Used() - before) / PerRound;
                best = used < best ? used : best;
            }

            Console.WriteLine($"{method.Name,-24}{best.TotalMilliseconds,6:0} ms");
        }
    }

    private static async Task Run(MethodInfo method, PictureBenchmarks pictures)
    {
        for (var i = 0; i < PerRound; i++)
        {
            if (method.Invoke(pictures, null) is Task task)
            {
                await task;
            }
        }
    }

    private static TimeSpan Used()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
