using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>News may have been missed: every open page reads again, whatever it listens to.</summary>
public sealed record CatchUp : Signal;

/// <summary>Every recorded signal up to <paramref name="Through"/> can be read, and none before it will still appear.</summary>
public sealed record SignalsSettled(long Through) : Signal;
