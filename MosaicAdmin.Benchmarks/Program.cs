using BenchmarkDotNet.Running;
using MosaicAdmin.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(PictureBenchmarks).Assembly).Run(args);
