using System.Security.Claims;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;
using MudBlazor;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Says how many tasks an act could be done to, asks whether and why, acts, and says what came of it. Those counted are those acted on, less
/// what changed meanwhile.
/// </summary>
public sealed class ConfirmBulkAct(
    IDialogService dialogs, ISnackbar toasts, IStringLocalizer<TasksText> text, ActOnTasks acts, ListTasks list, OfferUndo undo)
{
    /// <returns>False when there was nothing to do, or the person went back.</returns>
    public async Task<bool> Execute(ClaimsPrincipal user, PickedTasks picked, TaskFilter filter, TaskAct act, CancellationToken cancellationToken)
    {
        var able = await list.ToActOn(picked.All ? filter : new TaskFilter(), act, ActOnTasks.Most + 1, cancellationToken, picked.All ? null : picked.Ids);
        if (able.Count is 0 or > ActOnTasks.Most)
        {
            toasts.Add(text[able.Count == 0 ? "Bulk.None" : "Bulk.TooMany", ActOnTasks.Most], Severity.Warning);
            return false;
        }

        var question = new Question(
            able.Count == 1 ? text[$"{act}.Title"] : text[$"Bulk.{act}.Title", able.Count], text["Bulk.Text"], text[$"{act}.Verb"], Danger: act is TaskAct.Cancel or TaskAct.Drop);
        if (await dialogs.Confirm(question) is not { } reason)
        {
            return false;
        }

        try
        {
            var acted = await acts.Execute(user, act, able, reason, cancellationToken);
            Tell(user, act, acted);
            return true;
        }
        catch (Exception refused) when (refused is ForbiddenException or InvalidInputException)
        {
            toasts.Add(text["Refused", refused.Message], Severity.Warning);
            return false;
        }
    }

    private void Tell(ClaimsPrincipal user, TaskAct act, ActedOn acted)
    {
        var said = text[acted.Refused.Count == 0 ? "Bulk.Done" : "Bulk.DoneSome", text[$"{act}"].Value, acted.Ids.Count, acted.Refused.Count];
        if (act is TaskAct.Cancel && acted.Ids.Count > 0)
        {
            undo.Execute(user, acted.Ids, said);
        }
        else
        {
            toasts.Add(said, Severity.Normal);
        }
    }
}
