using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Tasks;

/// <summary>Where signals are posted to. Nothing is, until <see cref="Url"/> is set.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Webhooks";

    private const int ShortestSecret = 16;

    /// <summary>The endpoint; https, or http outside Production.</summary>
    public string? Url { get; set; }

    /// <summary>The kinds that are posted; when none is named, those somebody should do something about.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>Signs what is posted; known to the endpoint and to nobody else.</summary>
    public string? Secret { get; set; }

    /// <summary>How long one attempt may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts at one signal before it is dropped.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 5;

    /// <summary>The pause after the first failed attempt; each further one is twice as long, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an endpoint that keeps failing is left alone; signals of that time are dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Lets the endpoint be on this machine or its network, to try one out in Development. Elsewhere whoever may set a URL could make the
    /// server reach what only the server can reach.
    /// </summary>
    public bool AllowPrivate { get; set; }

    public bool Wants(string kind) => Kinds.Count == 0 ? kind is "failure" or "unknown" or "rejected" or "internal_error" : Kinds.Contains(kind);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Kinds.Count; i++)
        {
            if (SignalKind.Named(Kinds[i]) is null)
            {
                yield return new($"is none of the signals {string.Join(", ", SignalKind.All.Select(k => k.Name))}", [$"{nameof(Kinds)}:{i}"]);
            }
        }

        if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0))
        {
            yield return new("is not an http or https address without a user name", [nameof(Url)]);
        }

        if (Url is not null && !(Secret?.Length >= ShortestSecret))
        {
            yield return new($"goes with a Webhooks:Secret of at least {ShortestSecret} characters", [nameof(Url)]);
        }
    }
}
