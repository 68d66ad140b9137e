namespace MosaicAdmin.Tasks;

/// <summary>What a view may be called.</summary>
internal static class ViewName
{
    public const int Longest = 60;
    public const int LongestQuery = 2000;

    /// <exception cref="InvalidInputException">It is empty, too long, or holds what cannot be seen.</exception>
    public static string Read(string? text)
    {
        var name = (text ?? "").Trim();
        return name.Length is 0 or > Longest || name.Any(char.IsControl)
            ? throw new InvalidInputException($"A view needs a name of 1 to {Longest} characters on one line.")
            : name;
    }

    /// <summary>The view of that name, whatever its letters' case.</summary>
    public static SavedView? Find(IEnumerable<SavedView> views, string name) => views.FirstOrDefault(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase));
}
