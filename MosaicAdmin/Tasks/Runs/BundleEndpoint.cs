using Microsoft.AspNetCore.Http.HttpResults;

namespace MosaicAdmin.Tasks;

/// <summary>A task as a file.</summary>
internal static class BundleEndpoint
{
    public static void MapBundle(this IEndpointRouteBuilder tasks) =>
        tasks.MapGet("/{id}/bundle", Read).WithSummary("One task with its window, signals and log as a file that /tasks/bundle opens.");

    private static async Task<FileContentHttpResult> Read(string id, ReadTask read, ReadChain readChain, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var task) || await read.Execute(task, cancellationToken) is not { } found)
        {
            throw new NotFoundException($"There is no task {id}.");
        }

        var bundle = TaskBundle.Of(found, await readChain.Execute(task, cancellationToken), time.GetUtcNow());
        return TypedResults.File(bundle.Write(), "application/json", $"task-{TaskIds.Short(task)}.json");
    }
}
