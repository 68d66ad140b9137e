using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tests.Identity;

/// <summary>HTTPS as Production sees it, with and without a proxy in front.</summary>
public sealed class TransportTests
{
    private const string Hsts = "Strict-Transport-Security";

    [Fact]
    public async Task Over_https_browsers_are_told_to_stay_there()
    {
        await using var app = await Start("Production");

        Assert.True((await Ask(app, "https://mosaic.example/")).Headers.Contains(Hsts));
        Assert.False((await Ask(app, "http://mosaic.example/")).Headers.Contains(Hsts));
    }

    [Fact]
    public async Task Development_leaves_no_such_trace_on_localhost_names()
    {
        await using var app = await Start("Development");

        Assert.False((await Ask(app, "https://mosaic.example/")).Headers.Contains(Hsts));
    }

    [Theory]
    [InlineData(null, "http 10.1.1.1")]
    [InlineData("10.9.9.9", "http 10.1.1.1")]
    [InlineData("10.1.1.1", "https 198.51.100.7")]
    public async Task A_proxy_is_believed_only_when_it_is_named(string? trusted, string seen)
    {
        await using var app = await Start("Production", trusted);

        var answer = await Ask(app, "http://mosaic.example/", ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "198.51.100.7"));

        Assert.Equal(seen, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<WebApplication> Start(string environment, string? proxy = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        if (proxy is not null)
        {
            builder.Configuration.AddInMemoryCollection([new("Identity:TrustedProxies:0", proxy)]);
        }

        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(new DataRoot(Path.Combine(Path.GetTempPath(), "mosaic-unused")));
        builder.AddSettings<AccessOptions>(AccessOptions.Section);
        builder.Services.AddSecurity();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("10.1.1.1");
            return next(context);
        });
        app.UseSecurity();
        app.Run(context => context.Response.WriteAsync($"{context.Request.Scheme} {context.Connection.RemoteIpAddress}"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static Task<HttpResponseMessage> Ask(WebApplication app, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return app.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
    }
}
