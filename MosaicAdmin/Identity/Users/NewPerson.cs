using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Identity;

/// <summary>An account to be made, as typed.</summary>
public sealed record NewPerson(string Email, string DisplayName, string Password)
{
    public const int MaxEmail = 256;
    public const int MaxName = 100;

    /// <summary>The same, trimmed, named after the address when no name was given.</summary>
    /// <exception cref="InvalidInputException">Something cannot be taken; the message says what.</exception>
    internal NewPerson Checked(IStringLocalizer<IdentityText> text)
    {
        var email = (Email ?? "").Trim();
        var name = (DisplayName ?? "").Trim();
        if (email.Length is 0 or > MaxEmail || !new EmailAddressAttribute().IsValid(email) || email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new InvalidInputException(text["Email.Wrong"]);
        }

        if (name.Length > MaxName || name.Any(char.IsControl))
        {
            throw new InvalidInputException(text["Name.Wrong", MaxName]);
        }

        if (PasswordRules.Problem(Password, email) is { } problem)
        {
            throw new InvalidInputException(text[problem]);
        }

        return new(email, name.Length > 0 ? name : email.Split('@')[0], Password);
    }
}
