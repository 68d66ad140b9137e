using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>API tokens and cookies at the API's door.</summary>
[Collection(AppCollection.Name)]
public sealed class TokenTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_token_is_shown_once_and_only_its_hash_is_kept()
    {
        var token = await Create(Roles.Editor);

        await using var db = await Open();
        var row = await db.ApiTokens.SingleAsync(t => t.Hash == CheckToken.Hash(token), Stop);
        Assert.StartsWith("mosaic_", token, StringComparison.Ordinal);
        Assert.True(token.Length >= 40);
        Assert.True(row.Prefix.Length < token.Length / 2);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(FULL)", Stop);
        var stored = await File.ReadAllBytesAsync(Path.Combine(app.DataRoot, "mosaic.db"), Stop);
        Assert.Equal(-1, stored.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(token)));
        Assert.NotEqual(-1, stored.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(row.Hash)));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        var token = await Create(Roles.Editor);
        using var before = await Ask(token);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await using var scope = app.Services.CreateAsyncScope();
        await using var db = await Open();
        var id = (await db.ApiTokens.SingleAsync(t => t.Hash == CheckToken.Hash(token), Stop)).Id;
        await scope.ServiceProvider.GetRequiredService<RevokeToken>().Execute(await Admin(), id, "test", Stop);

        using var after = await Ask(token);
        await AssertProblem(HttpStatusCode.Unauthorized, after);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData(null)]
    public async Task Who_is_nobody_gets_401_as_a_problem_and_no_redirect(string? authorization)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        if (authorization is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await client.GetAsync("/api/v1/playlists", Stop);

        await AssertProblem(HttpStatusCode.Unauthorized, answer);
    }

    [Fact]
    public async Task The_wrong_role_gets_403_as_a_problem()
    {
        using var client = Client(await Create(Roles.Viewer));
        using var read = await client.GetAsync("/api/v1/playlists", Stop);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);

        using var answer = await client.PostAsJsonAsync("/api/v1/playlists", new { name = "Not mine to make" }, Stop);

        await AssertProblem(HttpStatusCode.Forbidden, answer);
    }

    [Fact]
    public async Task Use_is_recorded_once_a_minute_and_not_with_every_call()
    {
        var token = await Create(Roles.Viewer);
        using var first = await Ask(token);
        var used = await LastUsed(token);
        Assert.NotNull(used);

        using var second = await Ask(token);
        Assert.Equal(used, await LastUsed(token));

        await using var db = await Open();
        var past = used.Value.AddMinutes(-2);
        await db.ApiTokens.Where(t => t.Hash == CheckToken.Hash(token)).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, past), Stop);
        using var third = await Ask(token);
        Assert.True(await LastUsed(token) > past);
    }

    [Fact]
    public async Task A_change_by_cookie_needs_the_antiforgery_header_and_one_by_token_does_not()
    {
        using var visitor = new FormClient(app.Address);
        using var _ = await visitor.Login("editor@mosaic.test");

        using var bare = await visitor.Http.PostAsJsonAsync("/api/v1/playlists", new { name = "By another site" }, Stop);
        await AssertProblem(HttpStatusCode.BadRequest, bare);

        var given = await (await visitor.Get("/antiforgery/token")).Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("X-XSRF-TOKEN", given.GetProperty("headerName").GetString());
        visitor.Http.DefaultRequestHeaders.Add("X-XSRF-TOKEN", given.GetProperty("token").GetString());
        using var own = await visitor.Http.PostAsJsonAsync("/api/v1/playlists", new { name = "By our page" }, Stop);
        Assert.Equal(HttpStatusCode.Created, own.StatusCode);

        using var client = Client(await Create(Roles.Editor));
        using var program = await client.PostAsJsonAsync("/api/v1/playlists", new { name = "By a program" }, Stop);
        Assert.Equal(HttpStatusCode.Created, program.StatusCode);
    }

    private HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<HttpResponseMessage> Ask(string token)
    {
        using var client = Client(token);
        return await client.GetAsync("/api/v1/playlists", Stop);
    }

    private static async Task AssertProblem(HttpStatusCode status, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
    }

    private Task<MosaicDb> Open() => app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(Stop);

    private async Task<DateTimeOffset?> LastUsed(string token)
    {
        await using var db = await Open();
        return (await db.ApiTokens.AsNoTracking().SingleAsync(t => t.Hash == CheckToken.Hash(token), Stop)).LastUsedAt;
    }

    private async Task<ClaimsPrincipal> Admin()
    {
        await using var db = await Open();
        return TestPeople.Principal(await db.Users.SingleAsync(u => u.Email == "admin@mosaic.test", Stop), Roles.Admin);
    }

    private async Task<string> Create(string role)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CreateToken>().Execute(await Admin(), "test", role, Stop);
    }
}
