using Quartz.Extensibility;

namespace MosaicAdmin.Tasks;

/// <summary>Lets the scheduler's tables name our own job and nothing else: whoever can write a row there cannot have another type loaded.</summary>
public sealed class OwnJobTypes(WindowTask task) : ITypeLoader
{
    public Type? LoadType(string? name) =>
        string.IsNullOrEmpty(name) ? null
        : name.Split(',')[0].Trim() == task.Job.FullName ? task.Job
        : throw new TypeLoadException($"{name} is no job of this app.");
}
