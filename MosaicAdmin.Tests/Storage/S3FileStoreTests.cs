using Amazon.Runtime;
using Amazon.S3;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Tests.Storage;

/// <summary>The store's contract against a real server that speaks S3's protocol.</summary>
public sealed class S3FileStoreTests(S3Server server) : FileStoreContract, IClassFixture<S3Server>, IDisposable
{
    private S3FileStore? _store;

    protected override IFileStore Store => _store ??= new S3FileStore(Options);

    private S3Options Options
    {
        get
        {
            Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
            return server.Options;
        }
    }

    public void Dispose() => _store?.Dispose();

    [Fact]
    public async Task An_object_keeps_its_content_type()
    {
        await Store.Save("covers/x/512.jpg", new MemoryStream([1]), "image/jpeg", Stop);
        await Store.Save("covers/x/512.jpg", new MemoryStream([1]), "image/jpeg", Stop);
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(Options.AccessKey, Options.SecretKey),
            new AmazonS3Config { ServiceURL = Options.ServiceUrl, ForcePathStyle = true });
        Assert.Equal("image/jpeg", (await client.GetObjectMetadataAsync(Options.Bucket, "covers/x/512.jpg", Stop)).Headers.ContentType);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_a_failure_of_the_store()
    {
        using var store = new S3FileStore(new S3Options
        {
            ServiceUrl = Options.ServiceUrl,
            Bucket = "no-such-bucket",
            AccessKey = "test",
            SecretKey = "test",
            ForcePathStyle = true,
        });
        await Assert.ThrowsAsync<StoreFailedException>(() => store.Save("audio/x", new MemoryStream([1]), "audio/mpeg", Stop));
    }
}
