using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.AspNetCore.Http;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public sealed class TusTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("0x10")]
    [InlineData(" 1")]
    [InlineData("١")]
    [InlineData("9223372036854775808")]
    public void A_number_of_bytes_is_digits_and_nothing_else(string? text) =>
        Assert.Equal(400, Assert.Throws<BadHttpRequestException>(() => Tus.ReadNumber(new HeaderDictionary { [Tus.Length] = text }, Tus.Length)).StatusCode);

    [Property]
    public bool Any_number_from_0_is_read_as_it_was_written(long number) => number < 0
        || Tus.ReadNumber(new HeaderDictionary { [Tus.Offset] = number.ToString(CultureInfo.InvariantCulture) }, Tus.Offset) == number;

    [Property]
    public bool Any_name_comes_back_from_its_metadata(NonEmptyString name)
    {
        // A lone half of a surrogate is no text and has no UTF-8.
        var text = string.Concat(name.Get.EnumerateRunes());
        return Tus.ReadMetadata($"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))},private")["filename"] == text;
    }

    [Theory]
    [InlineData("filename !!")]
    [InlineData("filename YQ== extra")]
    [InlineData("filename YQ==,filename Yg==")]
    [InlineData(",")]
    [InlineData("näme YQ==")]
    public void Metadata_that_is_no_list_of_pairs_is_refused(string header) =>
        Assert.Throws<BadHttpRequestException>(() => Tus.ReadMetadata(header));

    [Fact]
    public void Metadata_longer_than_8_kilobytes_is_refused() =>
        Assert.Throws<BadHttpRequestException>(() => Tus.ReadMetadata($"filename {Convert.ToBase64String(new byte[9000])}"));

    [Fact]
    public void No_metadata_is_none() => Assert.Empty(Tus.ReadMetadata(""));
}
