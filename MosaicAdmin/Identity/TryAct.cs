using Microsoft.Extensions.Localization;
using MudBlazor;

namespace MosaicAdmin.Identity;

internal static class TryAct
{
    /// <summary>Runs <paramref name="act"/>; a refusal is shown as its one sentence. Anything else is a fault and goes to the error boundary.</summary>
    public static async Task<bool> Try(this ISnackbar snackbar, IStringLocalizer<IdentityText> text, Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception refusal) when (refusal is InvalidInputException or NotFoundException or ForbiddenException)
        {
            snackbar.Add(refusal is ForbiddenException ? text["Problem.Forbidden"] : refusal.Message, Severity.Error);
            return false;
        }
    }
}
