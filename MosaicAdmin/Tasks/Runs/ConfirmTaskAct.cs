using System.Security.Claims;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;
using MudBlazor;

namespace MosaicAdmin.Tasks;

/// <summary>Asks whether and why, then acts; says in a toast when there was nothing to act on.</summary>
public sealed class ConfirmTaskAct(IDialogService dialogs, ISnackbar toasts, IStringLocalizer<TasksText> text, ActOnTask act, OfferUndo undo)
{
    /// <returns>False when the person went back or the act was refused.</returns>
    public async Task<bool> Execute(ClaimsPrincipal user, TaskSummary task, TaskAct what, CancellationToken cancellationToken)
    {
        var question = new Question(
            text[$"{what}.Title"], text[$"{what}.Text", TaskSubject.Of(task, text)], text[$"{what}.Verb"], Danger: what is TaskAct.Cancel or TaskAct.Drop);
        if (await dialogs.Confirm(question) is not { } reason)
        {
            return false;
        }

        try
        {
            await act.Execute(user, task.Id, what, reason, cancellationToken);
            if (what is TaskAct.Cancel && task.State is not TaskState.Running)
            {
                undo.Execute(user, [task.Id], text["Cancelled.Of", TaskSubject.Of(task, text)]);
            }

            return true;
        }
        catch (Exception refused) when (refused is ActRefusedException or ForbiddenException or NotFoundException)
        {
            toasts.Add(text["Refused", refused.Message], Severity.Warning);
            return false;
        }
    }
}
