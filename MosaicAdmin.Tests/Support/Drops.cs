using Microsoft.Playwright;

namespace MosaicAdmin.Tests.Support;

/// <summary>One file to drop.</summary>
public sealed record DroppedFile(string Name, byte[] Content, string Type = "");

/// <summary>Drops on a page as people make them.</summary>
public static class Drops
{
    /// <summary>Drops files anywhere on the page: a real drop event with files built in the page.</summary>
    public static Task Drop(this IPage page, params DroppedFile[] files) => page.DropOn("main", files);

    /// <summary>The same on what <paramref name="selector"/> finds.</summary>
    public static async Task DropOn(this IPage page, string selector, params DroppedFile[] files)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            files => {
              const transfer = new DataTransfer();
              for (const { name, type, data } of files) {
                transfer.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name, { type }));
              }
              return transfer;
            }
            """,
            files.Select(f => new { name = f.Name, type = f.Type, data = Convert.ToBase64String(f.Content) }).ToArray());
        await page.DispatchEventAsync(selector, "drop", new { dataTransfer = transfer });
    }

    /// <summary>Drags files and folders of this machine's disk over the page and lets go: what the browser itself makes of a folder.</summary>
    public static async Task DropFromDisk(this IPage page, params string[] paths)
    {
        var browser = await page.Context.NewCDPSessionAsync(page);
        foreach (var type in new[] { "dragEnter", "dragOver", "drop" })
        {
            await browser.SendAsync("Input.dispatchDragEvent", new()
            {
                ["type"] = type,
                ["x"] = 400,
                ["y"] = 400,
                ["data"] = new { items = Array.Empty<object>(), files = paths, dragOperationsMask = 1 },
            });
        }

        await browser.DetachAsync();
    }
}
