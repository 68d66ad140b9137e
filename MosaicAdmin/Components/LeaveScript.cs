using Microsoft.JSInterop;

namespace MosaicAdmin.Components;

public static class LeaveScript
{
    /// <summary>Lets a script's object go when its component goes; <paramref name="last"/> is called on it before. A browser that is gone clears up by itself.</summary>
    public static async ValueTask Leave(this IJSObjectReference? script, string? last = null)
    {
        try
        {
            if (script is not null)
            {
                await (last is null ? ValueTask.CompletedTask : script.InvokeVoidAsync(last));
                await script.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The circuit is gone, and the page with it.
        }
    }
}
