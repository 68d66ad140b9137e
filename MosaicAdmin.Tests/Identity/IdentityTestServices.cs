using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

internal static class IdentityTestServices
{
    /// <summary>The services of the feature on these tables, without a web host.</summary>
    public static ServiceProvider IdentityServices(this TestTables tables)
    {
        var services = new ServiceCollection();
        services.AddIdentityServices(tables);
        return services.BuildServiceProvider();
    }

    public static void AddIdentityServices(this IServiceCollection services, TestTables tables)
    {
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(tables.Databases);
        services.AddSingleton(tables.Lane);
        services.AddSingleton(tables.Permissions);
        services.AddScoped(_ => tables.Open());
        services.AddSingleton(s => new SignalDispatcher([], s.GetRequiredService<IServiceScopeFactory>(), NullLogger<SignalDispatcher>.Instance));
        services.AddPeople();
        services.AddActs();
    }
}
