using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Ledger;

/// <summary>What an object store charges, for the ledger's money.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>Price of a thousand writes.</summary>
    [Range(0, 1000)]
    public decimal PricePerThousandWrites { get; set; } = 0.005m;

    /// <summary>Price of keeping a gigabyte (10⁹ bytes) for a month.</summary>
    [Range(0, 1000)]
    public decimal PricePerGigabyteMonth { get; set; } = 0.023m;

    /// <summary>ISO 4217 code of both prices.</summary>
    [Required, RegularExpression("[A-Z]{3}", ErrorMessage = "must be three capital letters, such as USD")]
    public string Currency { get; set; } = "USD";

    /// <summary>What so many writes cost, kept for one month.</summary>
    public decimal Price(long writes, long bytes) => writes * PricePerThousandWrites / 1_000 + bytes * PricePerGigabyteMonth / 1_000_000_000;
}
