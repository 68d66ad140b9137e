using System.Diagnostics;

namespace MosaicAdmin.Tests.Support;

/// <summary>Waits for a condition instead of a time, and says what it last saw when it gives up.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads until <paramref name="good"/> holds, and returns what was read.</summary>
    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> good, TimeSpan? within = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await read();
            if (good(seen))
            {
                return seen;
            }

            Assert.True(watch.Elapsed < (within ?? Patience), $"Gave up after {watch.Elapsed.TotalSeconds:0} s; last seen: {seen}");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public static Task True(Func<bool> condition, TimeSpan? within = null) => Get(() => Task.FromResult(condition()), seen => seen, within);
}
