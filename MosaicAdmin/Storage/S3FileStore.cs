using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace MosaicAdmin.Storage;

/// <summary>Objects in a bucket, which must exist.</summary>
public sealed class S3FileStore : IFileStore, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly string _bucket;

    public S3FileStore(S3Options options)
    {
        _bucket = options.Bucket!;
        var config = new AmazonS3Config { ForcePathStyle = options.ForcePathStyle, AuthenticationRegion = options.Region };
        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        _client = options.AccessKey is { } key
            ? new AmazonS3Client(new BasicAWSCredentials(key, options.SecretKey), config)
            : new AmazonS3Client(config);
    }

    public async Task Save(string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        if (await Refresh(name, cancellationToken))
        {
            return;
        }

        await Ask(_client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = _bucket,
            Key = name,
            InputStream = content,
            ContentType = contentType,
            AutoCloseStream = false,
        }, cancellationToken));
    }

    public async Task<Stream?> Open(string name, CancellationToken cancellationToken) =>
        await Find(name, cancellationToken) is { } found ? new RangedStream(found.ContentLength, (from, ct) => Fetch(name, from, ct)) : null;

    public async Task<bool> Exists(string name, CancellationToken cancellationToken) => await Find(name, cancellationToken) is not null;

    public async Task<bool> Refresh(string name, CancellationToken cancellationToken)
    {
        if (await Find(name, cancellationToken) is not { } found)
        {
            return false;
        }

        // A copy onto itself is all a bucket has for it, and only one that replaces something is accepted.
        var copy = new CopyObjectRequest
        {
            SourceBucket = _bucket,
            SourceKey = name,
            DestinationBucket = _bucket,
            DestinationKey = name,
            MetadataDirective = S3MetadataDirective.REPLACE,
            ContentType = found.Headers.ContentType,
        };
        try
        {
            await _client.CopyObjectAsync(copy, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (Exception error) when (IsTheStores(error))
        {
            throw Unavailable(error);
        }
    }

    public async IAsyncEnumerable<StoredObject> List(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await Ask(_client.ListObjectsV2Async(request, cancellationToken));
            foreach (var found in (page.S3Objects ?? []).Where(o => ObjectName.Allows(o.Key)))
            {
                yield return new StoredObject(found.Key, found.Size ?? 0, new DateTimeOffset(found.LastModified!.Value.ToUniversalTime(), TimeSpan.Zero));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public Task Delete(string name, CancellationToken cancellationToken) =>
        Ask(_client.DeleteObjectAsync(_bucket, ObjectName.Require(name), cancellationToken));

    // A bucket cannot compare and remove in one call: between the two lies one round trip, against the day an object must be old.
    public async Task<bool> DeleteIfOlder(string name, DateTimeOffset limit, CancellationToken cancellationToken)
    {
        if (await Find(name, cancellationToken) is not { LastModified: { } modified } || modified.ToUniversalTime() >= limit.UtcDateTime)
        {
            return false;
        }

        await Delete(name, cancellationToken);
        return true;
    }

    public void Dispose() => _client.Dispose();

    private async Task<GetObjectMetadataResponse?> Find(string name, CancellationToken cancellationToken)
    {
        var key = ObjectName.Require(name);
        try
        {
            return await _client.GetObjectMetadataAsync(_bucket, key, cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception error) when (IsTheStores(error))
        {
            throw Unavailable(error);
        }
    }

    private async Task<Stream> Fetch(string name, long from, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _bucket, Key = name, ByteRange = new ByteRange($"bytes={from}-") };
        return (await Ask(_client.GetObjectAsync(request, cancellationToken))).ResponseStream;
    }

    private static async Task<T> Ask<T>(Task<T> request)
    {
        try
        {
            return await request;
        }
        catch (Exception error) when (IsTheStores(error))
        {
            throw Unavailable(error);
        }
    }

    private static bool IsTheStores(Exception error) => error is AmazonServiceException or AmazonClientException or HttpRequestException;

    private static StoreFailedException Unavailable(Exception error) => new("The object store refused or did not answer.", error);
}
