using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;
using MosaicAdmin.Live;
using MudBlazor;
using MudBlazor.Services;

namespace MosaicAdmin.Tests.Support;

/// <summary>A bUnit context as a page has it: MudBlazor, texts, a clock that stands still, live news, and somebody signed in.</summary>
public class TestPage : BunitContext
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly BunitAuthorizationContext _authorization;
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public TestPage()
    {
        Speak("en");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(Live);
        Services.AddScoped<Attempt>();
        _authorization = AddAuthorization();
    }

    public FakeTimeProvider Clock { get; } = new(Noon);

    public LiveFeed Live { get; } = new();

    /// <summary>Signs somebody in with <paramref name="role"/> and all it includes.</summary>
    public void SignIn(string role)
    {
        var roles = Roles.All.Where(held => Roles.Include(role, held)).ToArray();
        _authorization.SetAuthorized($"{role.ToLowerInvariant()}@mosaic.test");
        _authorization.SetRoles(roles);
        _authorization.SetPolicies(roles);
    }

    /// <summary>The language of all that is drawn from now on.</summary>
    public static void Speak(string culture) => CultureInfo.CurrentUICulture = new CultureInfo(culture);

    /// <summary>Renders dialogs, which components open outside themselves.</summary>
    public IRenderedComponent<MudDialogProvider> RenderDialogs() => Render<MudDialogProvider>();

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentUICulture = _before;
        base.Dispose(disposing);
    }
}
