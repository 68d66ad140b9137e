using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Tests.Storage;

/// <summary>A wrong setting stops the start with a line that names it.</summary>
public sealed class StorageOptionsTests
{
    [Theory]
    [InlineData("Storage:Provider", "Tape", "Setting Storage:Provider = \"Tape\"")]
    [InlineData("Storage:S3:Bucket", "", "Setting Storage:S3:Bucket = \"\": is needed with Storage:Provider = S3.")]
    [InlineData("Storage:S3:ServiceUrl", "ftp://x", "Setting Storage:S3:ServiceUrl = \"ftp://x\": is not an http or https address.")]
    [InlineData("Storage:S3:AccessKey", "abc", "Setting Storage:S3:AccessKey = \"abc\": goes together with Storage:S3:SecretKey")]
    public void A_wrong_setting_is_named(string key, string value, string line)
    {
        var builder = new HostApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Storage:Provider", "S3"), new("Storage:S3:Bucket", "b")]);
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        Assert.StartsWith(line, Assert.Throws<SettingException>(builder.AddStorage).Message, StringComparison.Ordinal);
    }
}
