using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>An app that lets few tries pass per address and believes what address a visitor of ours claims, so that tests do not use up each other's.</summary>
public sealed class GuardedApp : IAsyncLifetime
{
    public const int LoginsPerMinute = 12;

    public AppFixture App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await AppFixture.Start(
        ("Identity:LoginsPerMinute", LoginsPerMinute.ToString(CultureInfo.InvariantCulture)),
        ("Identity:TrustedProxies:0", "127.0.0.1"),
        ("Identity:TrustedProxies:1", "::1"));

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>Adds somebody with the demo password, and returns their address.</summary>
    public async Task<string> AddPerson(string role)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var email = $"{Guid.NewGuid():n}@mosaic.test";
        var user = new User { UserName = email, Email = email, LockoutEnabled = true };
        Assert.True((await people.CreateAsync(user, FormClient.DemoPassword)).Succeeded);
        Assert.True((await people.AddToRoleAsync(user, role)).Succeeded);
        return email;
    }
}
