namespace MosaicAdmin.Tasks;

/// <summary>An exception as it was written down, taken apart: what it says, and where it came from.</summary>
/// <param name="Frames">How many calls the stack names.</param>
public sealed record ExceptionText(string Message, string? Stack, int Frames)
{
    public static ExceptionText Of(string type, string? detail)
    {
        var lines = (detail ?? "").ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var first = Array.FindIndex(lines, IsFrame);
        var message = string.Join('\n', first < 0 ? lines : lines[..first]);
        var named = message.IndexOf(": ", StringComparison.Ordinal);

        // "Some.Namespace.TypeException: message", of which the type is said already.
        message = named > 0 && message[..named].EndsWith(type, StringComparison.Ordinal) ? message[(named + 2)..] : message;
        return first < 0 ? new(message, null, 0) : new(message, string.Join('\n', lines[first..]), lines.Count(IsFrame));
    }

    private static bool IsFrame(string line) => line.StartsWith("   at ", StringComparison.Ordinal);
}
