using System.ComponentModel.DataAnnotations;
using System.Net;

namespace MosaicAdmin.Identity;

/// <summary>How hard it is to knock, and whom to believe about who knocks.</summary>
public sealed class AccessOptions : IValidatableObject
{
    public const string Section = "Identity";

    /// <summary>Tries to sign in, from one address in one minute.</summary>
    [Range(1, 10_000)]
    public int LoginsPerMinute { get; set; } = 20;

    /// <summary>Tries to use the setup token, from one address in one minute.</summary>
    [Range(1, 10_000)]
    public int SetupsPerMinute { get; set; } = 10;

    /// <summary>How often an open page asks whether its session still holds. Every act asks anyway.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Recheck { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Addresses of reverse proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; nobody's when empty.</summary>
    public List<string> TrustedProxies { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        TrustedProxies.Where(p => !IPAddress.TryParse(p, out _)).Take(1)
            .Select(p => new ValidationResult($"\"{p}\" is not an IP address", [nameof(TrustedProxies)]));
}
