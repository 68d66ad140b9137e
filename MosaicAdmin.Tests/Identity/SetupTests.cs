using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>The first account, made by whoever holds the token from the log.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private AppFixture _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Token => _app.Services.GetRequiredService<SetupToken>().Value!;

    public async ValueTask InitializeAsync() =>
        _app = await AppFixture.Start(("Demo:Accounts", "false"), ("Demo:ApiToken", ""), ("Identity:SetupsPerMinute", "20"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Without_an_account_every_way_in_leads_to_setup()
    {
        using var visitor = new FormClient(_app.Address);

        using var wall = await visitor.Get("/");
        Assert.Equal("/login", wall.Headers.Location!.AbsolutePath);
        using var login = await visitor.Get(wall.Headers.Location!.PathAndQuery);
        Assert.Equal("/setup", login.Headers.Location!.AbsolutePath);
        using var setup = await visitor.Get("/setup");
        Assert.Equal(HttpStatusCode.OK, setup.StatusCode);
    }

    [Fact]
    public async Task A_wrong_token_makes_nobody_and_the_right_one_still_works()
    {
        using var visitor = new FormClient(_app.Address);

        using var wrong = await Use(visitor, "no-such-token", "ann@mosaic.test");
        Assert.NotNull(await FormClient.Problem(wrong));
        Assert.Equal(0, await Accounts());

        using var right = await Use(visitor, Token, "ann@mosaic.test");
        Assert.Equal(HttpStatusCode.Found, right.StatusCode);
        Assert.Equal(1, await Accounts());
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1234")]
    public async Task A_bad_password_is_said_in_a_sentence(string password)
    {
        using var visitor = new FormClient(_app.Address);

        using var answer = await Use(visitor, Token, "ann@mosaic.test", password);

        Assert.NotNull(await FormClient.Problem(answer));
        Assert.Equal(0, await Accounts());
    }

    [Fact]
    public async Task Used_many_times_at_once_it_makes_one_admin_and_is_gone()
    {
        var visitors = Enumerable.Range(0, 8).Select(_ => new FormClient(_app.Address)).ToArray();
        var forms = await Task.WhenAll(visitors.Select(v => v.Token("/setup")));
        var token = Token;

        var answers = await Task.WhenAll(visitors.Select((v, i) => v.Post("/setup", forms[i], "setup", Fields(token, $"ann{i}@mosaic.test"))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Found);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Found), a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        await using var db = await Open();
        Assert.Single(await db.Users.ToListAsync(Stop));
        Assert.Equal(Roles.IdOf(Roles.Admin), (await db.UserRoles.SingleAsync(Stop)).RoleId);
        using var after = await visitors[0].Get("/setup");
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Array.ForEach(visitors, v => v.Dispose());
    }

    [Fact]
    public async Task The_first_admin_can_sign_in()
    {
        using var visitor = new FormClient(_app.Address);
        using var made = await Use(visitor, Token, "ann@mosaic.test");
        Assert.Equal("/login", made.Headers.Location!.AbsolutePath);

        using var answer = await visitor.Login("ann@mosaic.test", "quiet window over taipei");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var people = await visitor.Get("/admin/users");
        Assert.Equal(HttpStatusCode.OK, people.StatusCode);
    }

    private static Task<HttpResponseMessage> Use(FormClient visitor, string token, string email, string password = "quiet window over taipei") =>
        visitor.Send("/setup", "setup", Fields(token, email, password));

    private static (string, string)[] Fields(string token, string email, string password = "quiet window over taipei") =>
        [("Typed.Token", token), ("Typed.Email", email), ("Typed.Name", "Ann"), ("Typed.Password", password)];

    private Task<MosaicDb> Open() => _app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(Stop);

    private async Task<int> Accounts()
    {
        await using var db = await Open();
        return await db.Users.CountAsync(Stop);
    }
}
