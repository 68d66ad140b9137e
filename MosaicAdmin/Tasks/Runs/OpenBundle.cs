using System.Text.Json;
using System.Text.RegularExpressions;

namespace MosaicAdmin.Tasks;

/// <summary>What keeps a file from being shown.</summary>
public enum BundleProblem
{
    TooLarge,
    NotABundle,
    Newer,
    Damaged,
}

/// <summary>A file cannot be shown as a task's page.</summary>
public sealed class BundleRefusedException(BundleProblem problem, string detail) : Exception(detail)
{
    public BundleProblem Problem { get; } = problem;
}

/// <summary>Reads a bundle from a file that anybody may have written: everything is checked before anything is shown.</summary>
public static partial class OpenBundle
{
    public const int MostBytes = 8 * 1024 * 1024;

    private const int MostSignals = 5_000;

    /// <exception cref="BundleRefusedException">It is no bundle, a newer one, or not whole.</exception>
    public static TaskBundle Execute(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MostBytes)
        {
            throw new BundleRefusedException(BundleProblem.TooLarge, $"{file.Length}");
        }

        RequireBundle(file);
        try
        {
            var bundle = JsonSerializer.Deserialize<TaskBundle>(file.Span, TaskBundle.Json)!;
            return Problem(bundle) is { } problem
                ? throw new BundleRefusedException(BundleProblem.Damaged, problem)
                : bundle with { Task = bundle.Task with { Broke = bundle.Task.State is TaskState.Failed && bundle.Task.Signals.Any(s => s.Kind == "internal_error") } };
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw new BundleRefusedException(BundleProblem.Damaged, (error as JsonException)?.Path ?? "");
        }
    }

    // Before the rest is read: a newer bundle may look altogether different.
    private static void RequireBundle(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = TaskBundle.Json.MaxDepth });
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object
                || !root.TryGetProperty("format", out var format) || format.ValueKind is not JsonValueKind.String || format.GetString() != TaskBundle.Kind
                || !root.TryGetProperty("version", out var version) || version.ValueKind is not JsonValueKind.Number || !version.TryGetInt32(out var number))
            {
                throw new BundleRefusedException(BundleProblem.NotABundle, "");
            }

            if (number != TaskBundle.Newest)
            {
                throw new BundleRefusedException(number > TaskBundle.Newest ? BundleProblem.Newer : BundleProblem.NotABundle, $"{number}");
            }
        }
        catch (JsonException)
        {
            throw new BundleRefusedException(BundleProblem.NotABundle, "");
        }
    }

    /// <summary>What does not fit together, by its place in the file; null when all does.</summary>
    private static string? Problem(TaskBundle bundle) =>
        !Enum.IsDefined(bundle.Task.State) ? "$.task.state"
        : bundle.Task.Signals.Count > MostSignals || bundle.Task.Signals.Any(s => SignalKind.Named(s.Kind) is null || !Enum.IsDefined(s.Side)) ? "$.task.signals"
        : bundle.Task.Log.Count > ReadTask.MostLines || bundle.Task.Log.Any(l => !Enum.IsDefined(l.Level)) ? "$.task.log"
        : !IsPicture(bundle.Task.MosaicUrl) ? "$.task.mosaicUrl"
        : bundle.Chain is { } chain ? Problem(bundle.Task, chain)
        : null;

    private static string? Problem(TaskDetails task, WindowChain chain) =>
        chain.Publishes.Count is 0 or > WindowChain.Most || chain.Publishes.Any(p => !Enum.IsDefined(p.State)) ? "$.chain.publishes"
        : chain.Publishes.All(p => p.Id != task.Id) || chain.Publishes.Zip(chain.Publishes.Skip(1)).Any(pair => pair.First.At > pair.Second.At) ? "$.chain.publishes"
        : chain.Publishes.DistinctBy(p => p.Id).Count() < chain.Publishes.Count ? "$.chain.publishes"
        : !IsPicture(chain.MosaicUrl) ? "$.chain.mosaicUrl"
        : null;

    // A file must not make a page ask for anything else.
    private static bool IsPicture(string? url) => url is null || Picture().IsMatch(url);

    [GeneratedRegex(@"\A/media/mosaics/[0-9a-f]{64}\.jpg\z")]
    internal static partial Regex Picture();
}
