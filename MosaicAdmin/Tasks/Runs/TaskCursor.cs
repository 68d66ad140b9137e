using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MosaicAdmin.Tasks;

/// <summary>A place in the list of tasks, newest first: after this one.</summary>
/// <param name="PublishedAt">When the last task of the page before was published.</param>
/// <param name="Id">Its id, since two may be published in one moment.</param>
public readonly record struct TaskCursor(DateTimeOffset PublishedAt, Guid Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out TaskCursor cursor)
    {
        cursor = default;
        if (!Base64Url.IsValid(text) || Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.') is not [var ticks, var id]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParseExact(id, "N", out var guid))
        {
            return false;
        }

        cursor = new TaskCursor(new DateTimeOffset(at, TimeSpan.Zero), guid);
        return true;
    }

    /// <summary>The cursor as the API and the page's address carry it; not for reading.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{PublishedAt.UtcTicks}.{Id:N}")));
}
