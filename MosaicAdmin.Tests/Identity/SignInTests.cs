using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Identity;

/// <summary>Signing in as a visitor sees it, over HTTP.</summary>
public sealed class SignInTests(GuardedApp guarded) : IClassFixture<GuardedApp>
{
    private const string Wrong = "not-the-password-1";
    private readonly AppFixture _app = guarded.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_opens_the_door_and_sets_a_careful_cookie()
    {
        using var visitor = new FormClient(_app.Address);

        using var answer = await visitor.Login("viewer@mosaic.test");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.AbsolutePath);
        var cookie = Cookie(answer);
        Assert.StartsWith("mosaic=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        using var account = await visitor.Get("/account");
        Assert.Equal(HttpStatusCode.OK, account.StatusCode);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_bound_to_the_host()
    {
        using var visitor = new FormClient(_app.Address);
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var page = await visitor.Get("/login");
        var forms = page.Headers.GetValues("Set-Cookie").First(c => c.StartsWith("mosaic-forms=", StringComparison.Ordinal)).Split(';')[0];
        var token = await TokenOf(page);

        // A secure cookie does not come back over this test's plain connection by itself.
        visitor.Http.DefaultRequestHeaders.Add("Cookie", forms);
        using var answer = await visitor.Post("/login", token, "login", ("Typed.Email", "viewer@mosaic.test"), ("Typed.Password", FormClient.DemoPassword));

        var cookie = Cookie(answer);
        Assert.StartsWith("__Host-mosaic=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Known_and_unknown_people_get_the_same_answer()
    {
        using var visitor = new FormClient(_app.Address);

        using var known = await visitor.Login("editor@mosaic.test", Wrong);
        using var unknown = await visitor.Login("nobody@mosaic.test", Wrong);

        Assert.Equal(known.StatusCode, unknown.StatusCode);
        Assert.NotNull(await FormClient.Problem(known));
        Assert.Equal(await FormClient.Problem(known), await FormClient.Problem(unknown));
    }

    [Fact]
    public async Task Five_wrong_passwords_close_the_account_also_to_the_right_one()
    {
        using var visitor = new FormClient(_app.Address);
        var email = await guarded.AddPerson(Roles.Editor);
        for (var i = 0; i < 5; i++)
        {
            using var _ = await visitor.Login(email, Wrong);
        }

        using var answer = await visitor.Login(email);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(await FormClient.Problem(answer));
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(Stop);
        Assert.NotNull((await db.Users.SingleAsync(u => u.Email == email, Stop)).LockoutEnd);
        using var other = await visitor.Login("viewer@mosaic.test");
        Assert.Equal(HttpStatusCode.Found, other.StatusCode);
    }

    [Fact]
    public async Task One_address_may_not_try_for_ever_and_others_are_not_kept_out()
    {
        using var visitor = new FormClient(_app.Address);
        for (var i = 0; i < GuardedApp.LoginsPerMinute; i++)
        {
            using var tried = await visitor.Login($"nobody{i}@mosaic.test", Wrong);
            Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
        }

        using var refused = await visitor.Login("viewer@mosaic.test");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);

        using var elsewhere = new FormClient(_app.Address);
        using var other = await elsewhere.Login("viewer@mosaic.test");
        Assert.Equal(HttpStatusCode.Found, other.StatusCode);
    }

    [Theory]
    [InlineData("/tasks?state=failed", "/tasks?state=failed")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("\\\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Only_paths_of_our_own_are_returned_to(string wanted, string reached)
    {
        using var visitor = new FormClient(_app.Address);

        using var answer = await visitor.Login("viewer@mosaic.test", query: $"?returnUrl={Uri.EscapeDataString(wanted)}");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(_app.Address.Authority, new Uri(_app.Address, answer.Headers.Location!).Authority);
        Assert.Equal(reached, new Uri(_app.Address, answer.Headers.Location!).PathAndQuery);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_sign_in_and_back()
    {
        using var visitor = new FormClient(_app.Address);

        using var answer = await visitor.Get("/account");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/login?returnUrl=%2Faccount", answer.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task Signing_out_needs_our_own_form()
    {
        using var visitor = new FormClient(_app.Address);
        using var _ = await visitor.Login("viewer@mosaic.test");

        using var foreign = await visitor.Post("/logout", null, "");
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        using var still = await visitor.Get("/account");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);

        using var own = await visitor.Post("/logout", await visitor.Token("/account"), "");
        Assert.Equal(HttpStatusCode.Found, own.StatusCode);
        using var gone = await visitor.Get("/account");
        Assert.Equal(HttpStatusCode.Found, gone.StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_all_other_sessions_and_keeps_this_one()
    {
        using var here = new FormClient(_app.Address);
        using var there = new FormClient(_app.Address);
        var email = await guarded.AddPerson(Roles.Viewer);
        using var _ = await here.Login(email);
        using var __ = await there.Login(email);

        using var wrong = await here.Send("/account", "password", ("Typed.Current", Wrong), ("Typed.Next", "quiet window over taipei"));
        Assert.NotNull(await FormClient.Problem(wrong));
        using var changed = await here.Send("/account", "password", ("Typed.Current", FormClient.DemoPassword), ("Typed.Next", "quiet window over taipei"));
        Assert.Null(await FormClient.Problem(changed));

        using var mine = await here.Get("/account");
        using var theirs = await there.Get("/account");
        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
        Assert.Equal("/login", theirs.Headers.Location!.AbsolutePath);
        using var again = await there.Login(email, "quiet window over taipei");
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
    }

    private static string Cookie(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.Contains("mosaic=", StringComparison.Ordinal));

    private static async Task<string> TokenOf(HttpResponseMessage page)
    {
        var text = await page.Content.ReadAsStringAsync(Stop);
        var start = text.IndexOf("__RequestVerificationToken\" value=\"", StringComparison.Ordinal) + 35;
        return text[start..text.IndexOf('"', start)];
    }
}
