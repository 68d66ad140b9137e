using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MosaicAdmin.Tasks;

/// <summary>One connected receiver: which signals it hears, and how it is told.</summary>
internal sealed record SignalReceiver(
    string Name, Func<Signal, bool> Hears, Func<IServiceProvider, Signal, CancellationToken, Task> Tell);

public static class SignalRegistration
{
    /// <summary>On <typeparamref name="TSignal"/>, tell <typeparamref name="TReceiver"/>; optionally only for tasks named <paramref name="taskName"/>.</summary>
    public static IServiceCollection On<TSignal, TReceiver>(this IServiceCollection services, string? taskName = null)
        where TSignal : Signal
        where TReceiver : class, IReceive<TSignal>
    {
        services.TryAddScoped<TReceiver>();
        return services.AddSingleton(new SignalReceiver(
            typeof(TReceiver).Name,
            signal => signal is TSignal && (taskName is null || signal is TaskSignal task && task.Task.Name == taskName),
            (scope, signal, cancellationToken) => scope.GetRequiredService<TReceiver>().Receive((TSignal)signal, cancellationToken)));
    }
}
