using BenchmarkDotNet.Running;
using MosaicAdmin.Benchmarks;

switch (args)
{
    case ["cpu"]:
        await CpuTimes.Print();
        break;
    case ["app"]:
        await AppFigures.Print();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PictureBenchmarks).Assembly).Run(args);
        break;
}
