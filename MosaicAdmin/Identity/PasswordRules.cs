using Microsoft.AspNetCore.Identity;

namespace MosaicAdmin.Identity;

/// <summary>Long rather than intricate: length is what counts, and nobody is told which characters to use.</summary>
internal static class PasswordRules
{
    public const int MinLength = 12;

    public static void Apply(PasswordOptions password)
    {
        password.RequiredLength = MinLength;
        password.RequiredUniqueChars = 1;
        password.RequireDigit = false;
        password.RequireLowercase = false;
        password.RequireUppercase = false;
        password.RequireNonAlphanumeric = false;
    }
}
