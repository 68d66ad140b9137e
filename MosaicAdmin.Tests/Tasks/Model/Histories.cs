using FsCheck;
using FsCheck.Fluent;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>Random histories: mostly ordinary days, now and then everything at once. A failing one shrinks to the shortest that still fails.</summary>
internal static class Histories
{
    public const int Playlists = 2;
    public const int Nodes = 3;

    private const int MostDays = 8;

    private static readonly Act[][] Moments =
    [
        [Act.Publish], [Act.Publish, Act.Follow], [Act.PublishBatch, Act.PublishBatch], [Act.Publish, Act.Pass, Act.Publish], [Act.Pass], [Act.PassLong],
        [Act.Fire, Act.Take], [Act.Render, Act.Close], [Act.PassLong, Act.Sweep], [Act.Hold, Act.PassLong, Act.Release], [Act.Pause, Act.PassLong],
        [Act.LoseDatabase, Act.Pass, Act.FindDatabase], [Act.Cancel, Act.Publish],
    ];

    private static readonly Act[] Begins = [Act.Publish, Act.Publish, Act.PublishBatch, Act.Force];

    private static readonly Act[][] Meanwhiles =
    [
        [], [], [Act.Pass], [Act.Publish], [Act.Cancel], [Act.CancelRun], [Act.Freeze, Act.PassLong, Act.Thaw], [Act.PassLong, Act.Sweep], [Act.Hold],
        [Act.Mute, Act.Unmute], [Act.FireAgain, Act.Take], [Act.LoseDatabase], [Act.Delete],
    ];

    private static readonly Act[] Ends =
    [
        Act.Close, Act.Close, Act.CloseUnchanged, Act.CloseOldest, Act.Throw, Act.GiveUp, Act.TimeOut, Act.Interrupt, Act.Break, Act.Crash,
    ];

    private static Gen<Act[]> Run { get; } =
        from begin in Gen.Elements(Begins)
        from meanwhile in Gen.Elements(Meanwhiles)
        from end in Gen.Elements(Ends)
        select (Act[])[begin, Act.PassLong, Act.Follow, Act.Fire, Act.Take, .. meanwhile, Act.Render, end];

    private static Gen<Step[]> Day { get; } =
        from playlist in Gen.Choose(0, Playlists - 1)
        from node in Gen.Choose(0, Nodes - 1)
        from acts in Gen.Frequency((3, Run), (4, Gen.Elements(Moments)), (3, Gen.Elements(Enum.GetValues<Act>()).Select(act => new[] { act })))
        select Array.ConvertAll(acts, act => new Step(act, playlist, node));

    public static Arbitrary<Step[]> Any { get; } = Arb.From(
        from days in Gen.Choose(1, MostDays)
        from steps in Day.ArrayOf(days)
        select steps.SelectMany(day => day).ToArray(),
        Shrink);

    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        for (var cut = steps.Length; cut > 0; cut /= 2)
        {
            for (var at = 0; at < steps.Length; at += cut)
            {
                yield return [.. steps[..at], .. steps[Math.Min(at + cut, steps.Length)..]];
            }
        }
    }
}
