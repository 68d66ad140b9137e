using System.Net;
using System.Text.RegularExpressions;

namespace MosaicAdmin.Tests.Identity;

/// <summary>A visitor without a browser, calling from an address of its own: keeps cookies, fills in forms as they come, follows no redirects.</summary>
internal sealed partial class FormClient : IDisposable
{
    public const string DemoPassword = "Mosaic-demo-2026";

    public FormClient(Uri app)
    {
        Http = new(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = app };
        Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"203.0.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}");
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> Get(string path) => Http.GetAsync(path, Stop);

    public async Task<string> Text(string path) => await (await Get(path)).Content.ReadAsStringAsync(Stop);

    /// <summary>Opens <paramref name="page"/>, and sends its form <paramref name="handler"/> with these fields.</summary>
    public async Task<HttpResponseMessage> Send(string page, string handler, params (string Name, string Value)[] fields) =>
        await Post(page, await Token(page), handler, fields);

    public Task<HttpResponseMessage> Post(string path, string? token, string handler, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("_handler", handler)).Append(("__RequestVerificationToken", token ?? ""));
        return Http.PostAsync(path, new FormUrlEncodedContent(all.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))), Stop);
    }

    public Task<HttpResponseMessage> Login(string email, string password = DemoPassword, string query = "") =>
        Send("/login" + query, "login", ("Typed.Email", email), ("Typed.Password", password));

    /// <summary>The antiforgery token of the forms on <paramref name="page"/>.</summary>
    public async Task<string> Token(string page) => WebUtility.HtmlDecode(TokenField().Match(await Text(page)).Groups[1].Value);

    /// <summary>The sentence a form answered with, or null.</summary>
    public static async Task<string?> Problem(HttpResponseMessage answer) =>
        ProblemText().Match(await answer.Content.ReadAsStringAsync(Stop)) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex("data-testid=\"form-problem\">([^<]+)<")]
    private static partial Regex ProblemText();
}
