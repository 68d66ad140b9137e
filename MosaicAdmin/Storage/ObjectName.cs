using System.Text.RegularExpressions;

namespace MosaicAdmin.Storage;

/// <summary>Names of objects: folders and files of <c>a-z 0-9 . -</c>, none beginning with a dot, so that no name leaves its store.</summary>
internal static partial class ObjectName
{
    private const int MaxLength = 200;

    /// <summary>Returns <paramref name="name"/>, or throws when it is no object's name.</summary>
    public static string Require(string name) =>
        Allows(name)
            ? name
            : throw new ArgumentException($"\"{name}\" is not a name for an object.", nameof(name));

    public static bool Allows(string name) => name.Length <= MaxLength && Allowed().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*\z")]
    private static partial Regex Allowed();
}
