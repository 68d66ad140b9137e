using Microsoft.Extensions.Localization;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MudBlazor;

namespace MosaicAdmin.Components;

/// <summary>Runs an act a person asked for on a page. What it refuses is said in a sentence; what breaks is left to the error boundary.</summary>
public sealed class Attempt(ISnackbar snackbar, IStringLocalizer<ShellText> text)
{
    /// <summary>True when <paramref name="act"/> went through.</summary>
    public async Task<bool> Execute(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception error) when (Refusal(error) is { } sentence)
        {
            snackbar.Add(sentence, Severity.Warning);
            return false;
        }
    }

    private string? Refusal(Exception error) => error switch
    {
        ForbiddenException => text["Refused.Role"].Value,
        NotFoundException => text["Refused.Gone"].Value,
        ActRefusedException => text["Refused.State"].Value,
        InvalidInputException => text["Refused.Input", error.Message].Value,
        _ => null,
    };
}
