using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;

namespace MosaicAdmin.Identity;

/// <summary>
/// Long rather than intricate: nobody is told which characters to use, but a password that many people choose is refused,
/// also with a year or a row of digits around it.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    public const int MinLength = 12;
    public const int MaxLength = 128;
    private const int MinDigits = 16;
    private const int FewestDifferent = 5;
    private static readonly FrozenSet<string> Common = Read();

    /// <summary>The key of the sentence that says what is wrong with <paramref name="password"/>, or null.</summary>
    public static string? Problem(string? password, string? email) => password switch
    {
        null or { Length: < MinLength } => "Password.Short",
        { Length: > MaxLength } => "Password.Long",
        _ when IsCommon(password.ToLowerInvariant(), email?.ToLowerInvariant()) => "Password.Common",
        _ => null,
    };

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Problem(password, user.Email) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = problem, Description = problem })
            : IdentityResult.Success);

    private static bool IsCommon(string password, string? email)
    {
        var letters = Letters(password);
        return password.Distinct().Count() < FewestDifferent
            || Common.Contains(password)
            || Common.Contains(letters)
            || letters.Length == 0 && (password.Length < MinDigits || IsRow(password))
            || letters.Length > 0 && email is not null && (password == email || letters == Letters(email.Split('@')[0]));
    }

    private static string Letters(string text) => new([.. text.Where(char.IsLetter)]);

    // 123456789012, 987654321098: each digit next to the one before it.
    private static bool IsRow(string digits) =>
        digits.Zip(digits.Skip(1), (a, b) => (b - a + 10) % 10).All(step => step is 1 or 9 or 0);

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    }
}
