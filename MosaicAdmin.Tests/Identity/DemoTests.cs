using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>Demo accounts come where they are asked for and go where they are not; the settings that ask for them are read from the root.</summary>
public sealed class DemoTests : IAsyncLifetime
{
    private static readonly DemoOptions On = new() { Accounts = true, ApiToken = AppFixture.DemoToken };
    private TestTables _tables = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _tables = await TestTables.Create();

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    [Fact]
    public async Task Seeding_twice_changes_nothing()
    {
        await Seed(On);
        await Seed(On);

        await using var db = _tables.Open();
        Assert.Equal(["admin@mosaic.test", "editor@mosaic.test", "viewer@mosaic.test"], await db.Users.Select(u => u.Email).Order().ToListAsync(Stop));
        Assert.Equal(3, await db.UserRoles.CountAsync(Stop));
        var token = await db.ApiTokens.SingleAsync(Stop);
        Assert.Equal((CheckToken.Hash(AppFixture.DemoToken), Roles.Admin), (token.Hash, token.Role));
    }

    [Fact]
    public async Task A_database_once_used_in_development_loses_what_everybody_knows_and_nothing_else()
    {
        await Seed(On);
        await _tables.Databases.Add(Roles.Admin, "ann@company.example");

        await Seed(new DemoOptions());

        await using var db = _tables.Open();
        Assert.Equal("ann@company.example", (await db.Users.SingleAsync(Stop)).Email);
        Assert.Empty(await db.ApiTokens.ToListAsync(Stop));
    }

    [Fact]
    public void The_development_settings_at_the_root_are_read_and_arguments_win()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Development",
            Args = ["--Mosaic:MaxWait=00:00:07"],
        });

        builder.AddDevelopmentSettings();

        Assert.Equal("00:00:15", builder.Configuration["Mosaic:Window"]);
        Assert.Equal("00:00:07", builder.Configuration["Mosaic:MaxWait"]);
        Assert.Equal("../data", builder.Configuration["Data:Root"]);
        Assert.True(builder.Configuration.GetValue<bool>("Demo:Accounts"));
    }

    [Fact]
    public void Production_does_not_read_them()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });

        builder.AddDevelopmentSettings();

        Assert.Null(builder.Configuration["Demo:Accounts"]);
    }

    private async Task Seed(DemoOptions demo)
    {
        await using var services = _tables.IdentityServices();
        await new SeedDemo(_tables.Lane, services.GetRequiredService<IPasswordHasher<User>>(), Options.Create(demo)).Execute(Stop);
    }
}
