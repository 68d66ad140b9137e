using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Tasks;

/// <summary>How long a playlist is left alone before its mosaic is made, and how a run is watched.</summary>
public sealed class WindowOptions : IValidatableObject
{
    public const string Section = "Mosaic";

    /// <summary>How long a playlist must go without a publish.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "7.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest a publish waits, however busy its playlist is. Where it is shorter than the window, it alone decides.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "30.00:00:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a run may go on before it is stopped. Shorter than <see cref="Lease"/>, so that no lease needs renewing.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RunLimit { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a run may go unheard of before it is taken for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "02:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often windows without an alarm are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Sweep { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Attempts at one task before it is given up as failed.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Runs whose process died, one after the other, before a playlist is given up as failed.</summary>
    [Range(1, 100)]
    public int MaxDeaths { get; set; } = 3;

    /// <summary>Runs at once on this node; 0 means one per processor.</summary>
    [Range(0, 64)]
    public int Workers { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RunLimit >= Lease)
        {
            yield return new ValidationResult("must be shorter than Mosaic:Lease, or a run could be taken for dead while it works", [nameof(RunLimit)]);
        }
    }
}
