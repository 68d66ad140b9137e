using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MosaicAdmin.Tests.Tasks.Webhooks;

/// <summary>What came to the endpoint.</summary>
public sealed record Posted(string Event, string Timestamp, string Signature, byte[] Body);

/// <summary>A real endpoint on this machine that answers as a test says.</summary>
public sealed class WebhookListener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookListener(Func<int, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers;
            Posts.Enqueue(new(headers["X-Mosaic-Event"].ToString(), headers["X-Mosaic-Timestamp"].ToString(), headers["X-Mosaic-Signature"].ToString(), body.ToArray()));
            await answer(Posts.Count, context);
        });
    }

    public ConcurrentQueue<Posted> Posts { get; } = new();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook");

    /// <summary>Answers the n-th post, from 1, with a status.</summary>
    public static Task<WebhookListener> Start(Func<int, int> status) => Start((post, context) =>
    {
        context.Response.StatusCode = status(post);
        return Task.CompletedTask;
    });

    public static async Task<WebhookListener> Start(Func<int, HttpContext, Task> answer)
    {
        var listener = new WebhookListener(answer);
        await listener._app.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
