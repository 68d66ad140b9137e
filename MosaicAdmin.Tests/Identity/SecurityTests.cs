using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>Headers, origins, and what Production refuses.</summary>
[Collection(AppCollection.Name)]
public sealed class SecurityTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/login")]
    [InlineData("/nothing-here")]
    [InlineData("/api/v1/playlists")]
    [InlineData("/robots.txt")]
    public async Task Every_answer_bears_the_headers(string path)
    {
        using var visitor = new FormClient(app.Address);

        using var answer = await visitor.Get(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_said_to_be_missing_also_to_strangers()
    {
        using var visitor = new FormClient(app.Address);

        using var answer = await visitor.Get("/nothing-here");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_hold_no_script_of_their_own()
    {
        using var visitor = new FormClient(app.Address);
        using var _ = await visitor.Login("admin@mosaic.test");
        foreach (var path in new[] { "/login", "/account", "/admin/users", "/admin/audit" })
        {
            var html = await visitor.Text(path);
            Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)[^>]*>", html);
            Assert.DoesNotMatch("\\son[a-z]+=\"", html);
        }
    }

    [Theory]
    [InlineData("/_blazor", "http://evil.example", false)]
    [InlineData("/_blazor", "null", false)]
    [InlineData("/_blazor", null, false)]
    [InlineData("/hubs/signals", "http://evil.example", false)]
    [InlineData("/hubs/signals", null, false)]
    [InlineData("/_blazor", "own", true)]
    [InlineData("/hubs/signals", "own", true)]
    public async Task A_socket_is_opened_from_our_own_pages_only(string path, string? origin, bool taken)
    {
        using var visitor = new FormClient(app.Address);
        using var _ = await visitor.Login("viewer@mosaic.test");

        var status = await Connect(path, socket =>
        {
            socket.Cookies = visitor.Cookies;
            if (origin is not null)
            {
                socket.SetRequestHeader("Origin", origin == "own" ? app.Address.GetLeftPart(UriPartial.Authority) : origin);
            }
        });

        Assert.Equal(taken ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, status);
    }

    [Fact]
    public async Task A_program_with_a_token_needs_no_origin_at_the_hub()
    {
        var status = await Connect("/hubs/signals", socket => socket.SetRequestHeader("Authorization", $"Bearer {AppFixture.DemoToken}"));

        Assert.Equal(HttpStatusCode.SwitchingProtocols, status);
    }

    [Fact]
    public async Task A_circuit_is_for_people_who_are_signed_in()
    {
        using var visitor = new FormClient(app.Address);

        using var answer = await visitor.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public void Keys_lie_under_the_data_root() => Assert.NotEmpty(Directory.GetFiles(Path.Combine(app.DataRoot, "keys"), "key-*.xml"));

    [Theory]
    [InlineData("Demo:Accounts", "true")]
    [InlineData("Demo:ApiToken", "demo-token-for-development-only")]
    public void Production_refuses_what_everybody_knows(string key, string value)
    {
        var builder = Builder("Production", key, value);

        var refused = Assert.Throws<SettingException>(() => builder.AddIdentity());

        Assert.StartsWith($"Setting {key} = \"{value}\"", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Production_starts_without_them() => Builder("Production", "Demo:Accounts", "false").AddIdentity();

    [Fact]
    public void A_proxy_that_is_no_address_is_named()
    {
        var refused = Assert.Throws<SettingException>(() => Builder("Production", "Identity:TrustedProxies:0", "my-proxy").AddIdentity());

        Assert.Contains("Identity:TrustedProxies", refused.Message, StringComparison.Ordinal);
        Assert.Contains("my-proxy", refused.Message, StringComparison.Ordinal);
    }

    private static WebApplicationBuilder Builder(string environment, string key, string value)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        return builder;
    }

    private async Task<HttpStatusCode> Connect(string path, Action<ClientWebSocketOptions> configure)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        configure(socket.Options);
        var address = new UriBuilder(app.Address) { Scheme = "ws", Path = path }.Uri;
        try
        {
            await socket.ConnectAsync(address, Stop);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
