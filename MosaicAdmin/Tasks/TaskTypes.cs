using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MosaicAdmin.Tasks;

/// <summary>Runs a task's body.</summary>
public delegate Task<TaskResult> RunBody(Claim claim, object arguments, CancellationToken cancellationToken);

/// <summary>What a task name stands for.</summary>
/// <param name="Name">Such as <c>mosaic.create</c>.</param>
/// <param name="Arguments">What its message is read as.</param>
/// <param name="Make">Makes the body from a run's own services.</param>
public sealed record TaskType(string Name, Type Arguments, Func<IServiceProvider, RunBody> Make)
{
    internal static TaskType Of<TBody, TArguments>(string name)
        where TBody : TaskBody<TArguments>
        where TArguments : class => new(name, typeof(TArguments), services =>
        {
            var body = services.GetRequiredService<TBody>();
            return (claim, arguments, cancellationToken) => body.Run(claim, (TArguments)arguments, cancellationToken);
        });
}

/// <summary>A message, read: what its name stands for and its arguments; or why it cannot be run.</summary>
public abstract record Reading;

/// <summary>It can be run.</summary>
public sealed record Readable(TaskType Type, object Arguments) : Reading;

/// <summary>No task of that name is registered here: a newer or an older version published it.</summary>
public sealed record UnknownName : Reading;

/// <summary>The name is known, but the arguments are not that task's.</summary>
public sealed record Unreadable(string Reason) : Reading;

/// <summary>The task names this version knows.</summary>
public sealed class TaskTypes(IEnumerable<TaskType> types)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    private readonly FrozenDictionary<string, TaskType> _types = types.ToFrozenDictionary(t => t.Name);

    public IEnumerable<string> Names => _types.Keys;

    /// <summary>Reads a message as the task it names.</summary>
    public Reading Read(string name, string arguments)
    {
        if (!_types.TryGetValue(name, out var type))
        {
            return new UnknownName();
        }

        try
        {
            return JsonSerializer.Deserialize(arguments, type.Arguments, Strict) is { } read
                ? new Readable(type, read)
                : new Unreadable($"The arguments of {name} are null.");
        }
        catch (Exception error)
        {
            // Not only JsonException: a record may check what it is made of. Whatever it throws, it would throw at every firing.
            return new Unreadable($"The arguments are not those of {name}: {error.Message}");
        }
    }

    /// <summary>Arguments as a message carries them.</summary>
    public static string Write(object arguments) => JsonSerializer.Serialize(arguments, arguments.GetType(), JsonSerializerOptions.Web);
}
