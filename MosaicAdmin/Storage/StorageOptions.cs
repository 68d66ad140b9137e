using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Storage;

/// <summary>Where objects are kept.</summary>
public enum StorageProvider
{
    Disk,
    S3,
}

/// <summary>The store of audio, covers and mosaics.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";

    public StorageProvider Provider { get; set; } = StorageProvider.Disk;

    public DiskOptions Disk { get; set; } = new();

    public S3Options S3 { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider != StorageProvider.S3)
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(S3.Bucket))
        {
            yield return new("is needed with Storage:Provider = S3", ["S3:Bucket"]);
        }

        if (S3.ServiceUrl is not null && !(Uri.TryCreate(S3.ServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return new("is not an http or https address", ["S3:ServiceUrl"]);
        }

        if (S3.AccessKey is null != S3.SecretKey is null)
        {
            yield return new("goes together with Storage:S3:SecretKey: set both, or neither to use the machine's own credentials", ["S3:AccessKey"]);
        }
    }
}

/// <summary>Objects as files of a folder.</summary>
public sealed class DiskOptions
{
    /// <summary>The folder, relative to the content root; <c>files</c> under the data root when unset.</summary>
    public string? Root { get; set; }
}

/// <summary>Objects in a bucket of Amazon S3 or of a server that speaks its protocol.</summary>
public sealed class S3Options
{
    /// <summary>Address of the server; Amazon's own when unset.</summary>
    public string? ServiceUrl { get; set; }

    public string Region { get; set; } = "us-east-1";

    public string? Bucket { get; set; }

    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>The bucket's name in the path instead of the host name, as most servers other than Amazon's want it.</summary>
    public bool ForcePathStyle { get; set; }
}
