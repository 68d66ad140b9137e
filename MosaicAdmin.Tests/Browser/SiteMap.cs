using System.Reflection;
using Microsoft.AspNetCore.Components;
using MosaicAdmin.Components;

namespace MosaicAdmin.Tests.Browser;

/// <summary>Every page there is, by the routes of the compiled pages: a new page is looked at without being named here.</summary>
internal static class SiteMap
{
    /// <summary>Pages that answer for other addresses, or only before there is an account; tests of their own open them.</summary>
    private static readonly string[] Elsewhere = ["/error", "/not-found", "/setup", "/login", "/denied"];

    /// <summary>The pages of somebody signed in, in <paramref name="filled"/>.</summary>
    public static IEnumerable<string> Pages(FilledApp filled) =>
        from page in typeof(App).Assembly.GetTypes()
        from route in page.GetCustomAttributes<RouteAttribute>()
        where !Elsewhere.Contains(route.Template)
        from path in Paths(route.Template, filled)
        orderby path
        select path;

    private static string[] Paths(string template, FilledApp filled) => template switch
    {
        "/playlists/{Id:guid}" => [$"/playlists/{filled.Playlist}", $"/playlists/{filled.Broken}", $"/playlists/{filled.Empty}"],
        "/tasks/{Id:guid}" => [$"/tasks/{filled.Waiting}", $"/tasks/{filled.Failed}"],
        "/upload" => ["/upload", $"/upload?playlist={filled.Playlist}"],
        "/" => ["/", "/?q=nothing%20like%20this"],
        "/tasks" => ["/tasks", "/tasks?state=failed"],
        _ when template.Contains('{', StringComparison.Ordinal) => throw new InvalidOperationException($"Say here which {template} to look at."),
        _ => [template],
    };
}
