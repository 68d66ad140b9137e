using Quartz.Extensibility;

namespace MosaicAdmin.Tasks;

/// <summary>Lets the scheduler's tables name our own job and nothing else: whoever can write a row there cannot have another type loaded.</summary>
public sealed class OwnJobTypes : ITypeLoader
{
    public Type? LoadType(string? name) =>
        string.IsNullOrEmpty(name) ? null
        : name.Split(',')[0].Trim() == typeof(RunTask).FullName ? typeof(RunTask)
        : throw new TypeLoadException($"{name} is no job of this app.");
}
