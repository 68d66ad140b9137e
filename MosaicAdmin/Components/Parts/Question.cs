using MudBlazor;

namespace MosaicAdmin.Components;

/// <summary>Whether a confirmation asks why.</summary>
public enum ReasonWish
{
    Optional,
    Needed,
    None,
}

/// <summary>What <see cref="ConfirmWithReason"/> asks.</summary>
/// <param name="Title">What will happen, as a question.</param>
/// <param name="Text">What that means, in a sentence.</param>
/// <param name="Verb">The button that does it.</param>
public sealed record Question(string Title, string Text, string Verb, ReasonWish Reason = ReasonWish.Optional, bool Danger = false);

public static class Questions
{
    /// <summary>The reason given (empty when none), or null when the person went back.</summary>
    public static async Task<string?> Confirm(this IDialogService dialogs, Question question)
    {
        var options = new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };
        var dialog = await dialogs.ShowAsync<ConfirmWithReason>(
            question.Title, new DialogParameters<ConfirmWithReason> { { d => d.Question, question } }, options);
        return await dialog.Result is { Canceled: false, Data: string reason } ? reason : null;
    }
}
