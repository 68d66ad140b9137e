using Microsoft.AspNetCore.Components;

namespace MosaicAdmin.Components;

public static class Here
{
    /// <summary>The path and query of the open page, as a form's <c>returnUrl</c>.</summary>
    public static string HerePath(this NavigationManager navigation) => "/" + navigation.ToBaseRelativePath(navigation.Uri);
}
