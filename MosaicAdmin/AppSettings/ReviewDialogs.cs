using MosaicAdmin.Tasks;
using MudBlazor;

namespace MosaicAdmin.AppSettings;

/// <summary>A setting before and after, in words.</summary>
public sealed record ReviewedChange(string Key, string From, string To);

/// <summary>What was answered: the reason (empty when none), and whether open windows follow at once.</summary>
public sealed record ReviewAnswer(string Reason, bool MoveOpen);

internal static class ReviewDialogs
{
    /// <summary>Shows what changes and what that does to the windows that are open; null when the person went back.</summary>
    public static async Task<ReviewAnswer?> Review(this IDialogService dialogs, string title, IReadOnlyList<ReviewedChange> changes, OpenWindows? windows)
    {
        var parameters = new DialogParameters<ReviewChanges> { { d => d.Title, title }, { d => d.Changes, changes }, { d => d.Windows, windows } };
        var dialog = await dialogs.ShowAsync<ReviewChanges>(title, parameters, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        return await dialog.Result is { Canceled: false, Data: ReviewAnswer answer } ? answer : null;
    }
}
