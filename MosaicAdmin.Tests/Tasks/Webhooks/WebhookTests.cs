using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Webhooks;

/// <summary>The webhook against a real endpoint.</summary>
public sealed class WebhookTests
{
    private const string Secret = "known to the two of us only";
    private static readonly WindowTask Mosaics = new("mosaic.create", subject => subject);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_is_posted_with_what_it_tells_and_a_signature_that_verifies()
    {
        await using var listener = await WebhookListener.Start(_ => 204);
        using var endpoint = Endpoint(listener.Address);
        var (task, playlist) = (Guid.NewGuid(), Guid.NewGuid());
        await Send(endpoint, new TaskFailure(new(task, "mosaic.create", playlist), "IOException", "The disk is “full”.") { Sequence = 42, At = DateTimeOffset.UnixEpoch, Node = "here:1" });

        var post = Assert.Single(listener.Posts);
        Assert.Equal(("42", 1, 0), (post.Event, endpoint.Delivered, endpoint.Dropped));
        Assert.True(Verifies(post));
        Assert.False(Verifies(post with { Body = [.. post.Body, (byte)' '] }));
        Assert.False(Verifies(post with { Timestamp = "1" }));
        var told = JsonDocument.Parse(post.Body).RootElement;
        Assert.Equal("id kind at task playlist node data", string.Join(' ', told.EnumerateObject().Select(p => p.Name)));
        Assert.Equal((42, "failure", task, playlist, "here:1", "The disk is “full”."), (
            told.GetProperty("id").GetInt64(), told.GetProperty("kind").GetString(), told.GetProperty("task").GetProperty("id").GetGuid(),
            told.GetProperty("playlist").GetGuid(), told.GetProperty("node").GetString(), told.GetProperty("data").GetProperty("message").GetString()));
    }

    [Fact]
    public void The_signature_is_the_one_other_languages_compute() => Assert.Equal(
        "sha256=96c25dfb8e9500a04fae35ab8e191bf5e4d702d7b0dcadcc00fc060f8b0cebd0", WebhookRequest.Sign(Secret, "1700000000", """{"id":1}"""u8));

    [Fact]
    public async Task A_task_sent_on_its_own_has_no_playlist_and_kinds_that_are_not_wanted_are_not_posted()
    {
        await using var listener = await WebhookListener.Start(_ => 200);
        using var endpoint = Endpoint(listener.Address);
        var task = new TaskRef(Guid.NewGuid(), "lab.unknown", Guid.NewGuid());
        await Send(endpoint, new TaskReceived(task, 0));
        await Send(endpoint, new TaskUnknown(task, "lab.unknown"));
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(Assert.Single(listener.Posts).Body).RootElement.GetProperty("playlist").ValueKind);

        var options = Options(listener.Address);
        options.Kinds.Add("received");
        await new SendWebhook(endpoint, Mosaics, Microsoft.Extensions.Options.Options.Create(options)).Receive(new TaskReceived(task, 0), Stop);
        await new SendWebhook(endpoint, Mosaics, Microsoft.Extensions.Options.Options.Create(options)).Receive(new TaskUnknown(task, "lab.unknown"), Stop);
        Assert.Equal(2, listener.Posts.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task What_fails_for_now_is_posted_again_under_the_same_id_until_it_is_taken_once(int status)
    {
        await using var listener = await WebhookListener.Start(post => post <= 2 ? status : 200);
        using var endpoint = Endpoint(listener.Address);
        await endpoint.Post(7, "{}"u8.ToArray(), Stop);
        Assert.Equal(["7", "7", "7"], listener.Posts.Select(post => post.Event));
        Assert.All(listener.Posts, post => Assert.True(Verifies(post)));
        Assert.Equal((1, 0), (endpoint.Delivered, endpoint.Dropped));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task What_is_refused_is_dropped_at_once(int status)
    {
        await using var listener = await WebhookListener.Start(_ => status);
        using var endpoint = Endpoint(listener.Address);
        await endpoint.Post(1, "{}"u8.ToArray(), Stop);
        Assert.Single(listener.Posts);
        Assert.Equal((0, 1), (endpoint.Delivered, endpoint.Dropped));
    }

    [Fact]
    public async Task An_endpoint_that_keeps_failing_is_left_alone_for_a_while_and_then_tried_again()
    {
        var well = false;
        await using var listener = await WebhookListener.Start(_ => well ? 200 : 500);
        using var endpoint = Endpoint(listener.Address);
        for (var signal = 1; signal <= 20; signal++)
        {
            await endpoint.Post(signal, "{}"u8.ToArray(), Stop);
        }

        Assert.Equal((0, 20), (endpoint.Delivered, endpoint.Dropped));
        Assert.InRange(listener.Posts.Count, 3, 12);
        well = true;
        await Eventually.Get(
            async () =>
            {
                await endpoint.Post(21, "{}"u8.ToArray(), Stop);
                return endpoint.Delivered;
            },
            delivered => delivered == 1);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await WebhookListener.Start(_ => 200);
        await using var listener = await WebhookListener.Start((_, context) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return Task.CompletedTask;
        });
        using var endpoint = Endpoint(listener.Address);
        await endpoint.Post(1, "{}"u8.ToArray(), Stop);
        Assert.Single(listener.Posts);
        Assert.Empty(elsewhere.Posts);
        Assert.Equal(1, endpoint.Dropped);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_given_up()
    {
        await using var listener = await WebhookListener.Start((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        var options = Options(listener.Address);
        options.Timeout = TimeSpan.FromMilliseconds(200);
        using var endpoint = Endpoint(options);
        await endpoint.Post(1, "{}"u8.ToArray(), Stop);
        Assert.Equal(1, endpoint.Dropped);
        Assert.Equal(3, listener.Posts.Count);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task What_leads_to_this_machine_is_not_connected_to(string host)
    {
        await using var listener = await WebhookListener.Start(_ => 200);
        var options = Options(new Uri($"http://{host}:{listener.Address.Port}/hook"));
        options.AllowPrivate = false;
        using var endpoint = Endpoint(options);
        await endpoint.Post(1, "{}"u8.ToArray(), Stop);
        Assert.Equal((0, 1), (endpoint.Delivered, endpoint.Dropped));
        Assert.Empty(listener.Posts);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void Only_public_addresses_are_posted_to(string address, bool expected) => Assert.Equal(expected, PublicAddress.Includes(IPAddress.Parse(address)));

    [Fact]
    public async Task An_endpoint_that_hangs_is_not_felt_by_the_task()
    {
        await using var listener = await WebhookListener.Start((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        await using var app = await AppFixture.Start(
            ("Webhooks:Url", listener.Address.ToString()), ("Webhooks:Secret", Secret), ("Webhooks:AllowPrivate", "true"), ("Webhooks:Kinds:0", "before_publish"),
            ("Webhooks:Kinds:1", "unknown"));
        using var api = app.Api();
        using var answer = await api.PostAsync("/api/v1/tasks", new StringContent("""{"name":"not.known"}""", Encoding.UTF8, "application/json"), Stop);
        answer.EnsureSuccessStatusCode();
        var task = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("taskId").GetGuid();
        await Eventually.Get(() => app.Get($"/api/v1/tasks/{task}"), t => t.GetProperty("state").GetString() == "unknown");
        await Eventually.True(() => listener.Posts.Count == 1);
        Assert.Equal("before_publish", JsonDocument.Parse(listener.Posts.First().Body).RootElement.GetProperty("kind").GetString());
    }

    private static Task Send(WebhookEndpoint endpoint, TaskSignal signal) =>
        new SendWebhook(endpoint, Mosaics, Microsoft.Extensions.Options.Options.Create(new WebhookOptions())).Receive(signal, Stop);

    private static WebhookOptions Options(Uri url) => new()
    {
        Url = url.ToString(),
        Secret = Secret,
        Attempts = 3,
        Pause = TimeSpan.FromMilliseconds(10),
        Rest = TimeSpan.FromMilliseconds(500),
        AllowPrivate = true,
    };

    private static WebhookEndpoint Endpoint(Uri url) => Endpoint(Options(url));

    private static WebhookEndpoint Endpoint(WebhookOptions options) =>
        new(Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System, NullLogger<WebhookEndpoint>.Instance);

    // As an endpoint would, by the text of Tasks/README.md.
    private static bool Verifies(Posted post)
    {
        var signed = Encoding.UTF8.GetBytes($"{post.Timestamp}.").Concat(post.Body).ToArray();
        var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(post.Signature));
    }
}
