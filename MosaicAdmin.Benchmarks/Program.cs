using BenchmarkDotNet.Running;
using MosaicAdmin.Benchmarks;

if (args is ["cpu"])
{
    await CpuTimes.Print();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(PictureBenchmarks).Assembly).Run(args);
}
