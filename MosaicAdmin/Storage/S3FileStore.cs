using System.Net;
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
        if (await Exists(name, cancellationToken))
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
        await Length(name, cancellationToken) is { } length ? new RangedStream(length, (from, ct) => Fetch(name, from, ct)) : null;

    public async Task<bool> Exists(string name, CancellationToken cancellationToken) => await Length(name, cancellationToken) is not null;

    public Task Delete(string name, CancellationToken cancellationToken) =>
        Ask(_client.DeleteObjectAsync(_bucket, ObjectName.Require(name), cancellationToken));

    public void Dispose() => _client.Dispose();

    private async Task<long?> Length(string name, CancellationToken cancellationToken)
    {
        var key = ObjectName.Require(name);
        try
        {
            return (await _client.GetObjectMetadataAsync(_bucket, key, cancellationToken)).ContentLength;
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
