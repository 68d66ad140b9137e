using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>What admins do to tasks over HTTP.</summary>
[Collection(AppCollection.Name)]
public sealed class TaskActsApiTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IDbContextFactory<MosaicDb> Databases => app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();

    [Fact]
    public async Task A_task_is_held_cancelled_with_others_brought_back_as_it_was_and_released()
    {
        using var admin = await Client(Roles.Admin);
        var task = await Send(admin);
        using var hold = await admin.PostAsJsonAsync($"/api/v1/tasks/{task}/hold", new { reason = "artwork is late" }, Stop);
        Assert.Equal(HttpStatusCode.Accepted, hold.StatusCode);
        Assert.Equal("artwork is late", (await Get(admin, task)).GetProperty("acted").GetProperty("reason").GetString());

        using var bulk = await admin.PostAsJsonAsync("/api/v1/tasks/bulk", new { act = "cancel", ids = new[] { task, Guid.Empty }, reason = "mistake" }, Stop);
        var done = await bulk.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((1, Guid.Empty), (done.GetProperty("done").GetInt32(), done.GetProperty("refused")[0].GetProperty("id").GetGuid()));
        Assert.Equal("cancelled", (await Get(admin, task)).GetProperty("state").GetString());

        using var undo = await admin.PostAsync($"/api/v1/tasks/{task}/undo", null, Stop);
        var again = (await undo.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("taskId").GetGuid();
        Assert.True((await Get(admin, again)).GetProperty("held").GetBoolean());
        using var release = await admin.PostAsync($"/api/v1/tasks/{again}/release", null, Stop);
        using var drop = await admin.PostAsync($"/api/v1/tasks/{again}/drop", null, Stop);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (release.StatusCode, drop.StatusCode));
    }

    [Fact]
    public async Task A_playlist_tells_who_holds_it_and_why_until_it_is_released()
    {
        using var admin = await Client(Roles.Admin);
        var playlist = await app.CreatePlaylist("Held over HTTP");
        using var hold = await admin.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/hold", new { reason = "artwork is late" }, Stop);
        var held = await app.Playlist(playlist);
        using var release = await admin.PostAsync($"/api/v1/playlists/{playlist}/mosaic/release", null, Stop);

        Assert.Equal(("held", "artwork is late"), (held.GetProperty("state").GetString(), held.GetProperty("actedReason").GetString()));
        Assert.NotNull(held.GetProperty("actedBy").GetString());
        Assert.Equal(JsonValueKind.Null, (await app.Playlist(playlist)).GetProperty("actedAt").ValueKind);
    }

    [Fact]
    public async Task All_that_match_are_acted_on_and_no_others()
    {
        using var admin = await Client(Roles.Admin);
        var (mine, other) = (await Send(admin, "test.mine"), await Send(admin, "test.other"));

        using var bulk = await admin.PostAsJsonAsync("/api/v1/tasks/bulk", new { act = "cancel", filter = new { name = "test.mine" } }, Stop);

        Assert.Equal(1, (await bulk.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("done").GetInt32());
        Assert.Equal(("cancelled", "scheduled"), ((await Get(admin, mine)).GetProperty("state").GetString(), (await Get(admin, other)).GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("""{"act":"explode","ids":[]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"act":"cancel"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"act":"cancel","ids":[],"filter":{}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"act":"cancel","filter":{"nmae":"typo"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"act":"cancel","filter":{"state":"done"}}""", HttpStatusCode.BadRequest)]
    public async Task A_wish_that_cannot_be_read_does_nothing(string body, HttpStatusCode status)
    {
        using var admin = await Client(Roles.Admin);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await admin.PostAsync("/api/v1/tasks/bulk", content, Stop);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("force")]
    [InlineData("hold")]
    [InlineData("release")]
    [InlineData("drop")]
    [InlineData("undo")]
    public async Task Acts_are_the_admins(string act)
    {
        using var editor = await Client(Roles.Editor);
        using var one = await editor.PostAsync($"/api/v1/tasks/{Guid.NewGuid()}/{act}", null, Stop);
        using var many = await editor.PostAsJsonAsync("/api/v1/tasks/bulk", new { act, ids = new[] { Guid.NewGuid() } }, Stop);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (one.StatusCode, many.StatusCode));
    }

    private async Task<Guid> Send(HttpClient admin, string name = "test.nobody")
    {
        var eta = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1);
        using var sent = await admin.PostAsJsonAsync("/api/v1/tasks", new { name, eta }, Stop);
        return (await sent.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("taskId").GetGuid();
    }

    private static Task<JsonElement> Get(HttpClient client, Guid task) => client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks/{task}", Stop);

    private async Task<HttpClient> Client(string role)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await Databases.AddToken(role));
        return client;
    }
}
