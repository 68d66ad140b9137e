using Microsoft.Extensions.Localization;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MudBlazor;

namespace MosaicAdmin.Components;

/// <summary>Runs an act a person asked for on a page. What it refuses is said in a sentence; what breaks is left to the error boundary.</summary>
public sealed class Attempt(ISnackbar snackbar, IStringLocalizer<ShellText> text)
{
    /// <summary>True when <paramref name="act"/> went through; what it refused is said in passing.</summary>
    public async Task<bool> Execute(Func<Task> act)
    {
        if (await Refused(act) is { } sentence)
        {
            snackbar.Add(sentence, Severity.Warning);
            return false;
        }

        return true;
    }

    /// <summary>Null when <paramref name="act"/> went through, else why not: for a page that says it where it was asked for.</summary>
    public async Task<string?> Refused(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception error) when (Refusal(error) is { } sentence)
        {
            return sentence;
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
