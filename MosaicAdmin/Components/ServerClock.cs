using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Components;

/// <summary>What the browser needs to keep times current by itself: the server's time, to allow for a wrong clock, and the words.</summary>
public sealed class ServerClock(TimeProvider time, IStringLocalizer<ShellText> text)
{
    /// <summary>Milliseconds since 1970.</summary>
    public string Now => time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The texts of <see cref="RelativeText"/> as JSON.</summary>
    public string Words => JsonSerializer.Serialize(RelativeText.Keys.ToDictionary(key => key, key => text[key].Value));
}
