using Microsoft.Playwright;

namespace MosaicAdmin.Tests.Browser;

internal static class Settling
{
    /// <summary>Waits until a page is live and shows what it has read.</summary>
    public static Task<IJSHandle> Settled(this IPage page) => page.WaitForFunctionAsync(
        "() => (!document.querySelector('.boot') || document.querySelector('.shell')) && document.querySelector('main h1') && !document.querySelector('main .skeleton')");
}
