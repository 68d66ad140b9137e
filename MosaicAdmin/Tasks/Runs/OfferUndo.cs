using System.Security.Claims;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Identity;
using MudBlazor;

namespace MosaicAdmin.Tasks;

/// <summary>After a cancel, offers for ten seconds to take it back.</summary>
public sealed class OfferUndo(ISnackbar toasts, IStringLocalizer<TasksText> text, ActOnTasks acts)
{
    /// <param name="said">What was done.</param>
    public void Execute(ClaimsPrincipal user, IReadOnlyList<Guid> cancelled, string said) => toasts.Add(said, Severity.Normal, offer =>
    {
        offer.Action = text["Undo"];
        offer.ActionColor = Color.Primary;
        offer.VisibleStateDuration = (int)UndoCancel.Within.TotalMilliseconds;
        offer.CloseAfterNavigation = false;
        offer.SnackbarTypeClass = "undo";
        offer.OnClick = _ => Undo(user, cancelled);
    });

    private async Task Undo(ClaimsPrincipal user, IReadOnlyList<Guid> cancelled)
    {
        try
        {
            var acted = await acts.Execute(user, TaskAct.Undo, cancelled, reason: null, CancellationToken.None);
            toasts.Add(
                acted.Refused.Count == 0 ? text["Undone"] : text["Undone.Not", acted.Refused.Count, acted.Refused[0].Why],
                acted.Refused.Count == 0 ? Severity.Normal : Severity.Warning);
        }
        catch (ForbiddenException refused)
        {
            toasts.Add(text["Refused", refused.Message], Severity.Warning);
        }
    }
}
