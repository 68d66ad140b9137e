using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MosaicAdmin.AppSettings;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.AppSettings;

public sealed class SettingValueTests : TestPage
{
    [Theory]
    [InlineData(SettingKind.Span, "30 min", "00:30:00")]
    [InlineData(SettingKind.Span, "1 h 30 min", "01:30:00")]
    [InlineData(SettingKind.Span, "1h30m", "01:30:00")]
    [InlineData(SettingKind.Span, "7 天", "7.00:00:00")]
    [InlineData(SettingKind.Span, "1 小時 30 分鐘", "01:30:00")]
    [InlineData(SettingKind.Span, "0.5 s", "00:00:00.5000000")]
    [InlineData(SettingKind.Span, "00:15:00", "00:15:00")]
    [InlineData(SettingKind.Span, "30", null)]
    [InlineData(SettingKind.Span, "half an hour", null)]
    [InlineData(SettingKind.Span, "", null)]
    [InlineData(SettingKind.Bytes, "512 MB", "536870912")]
    [InlineData(SettingKind.Bytes, "1.5 GB", "1610612736")]
    [InlineData(SettingKind.Bytes, "32MiB", "33554432")]
    [InlineData(SettingKind.Bytes, "536870912", "536870912")]
    [InlineData(SettingKind.Bytes, "many", null)]
    [InlineData(SettingKind.Number, "50,000,000", "50000000")]
    [InlineData(SettingKind.Number, "1.5", null)]
    [InlineData(SettingKind.Money, "0.005", "0.005")]
    [InlineData(SettingKind.Money, "0,005", null)]
    public void What_people_write_is_read_and_what_could_mean_anything_is_not(SettingKind kind, string written, string? value) =>
        Assert.Equal(value, SettingValue.Parse(kind, written));

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public void What_is_said_is_read_back_as_the_same(string language)
    {
        Speak(language);
        var text = Services.GetRequiredService<IStringLocalizer<AppSettingsText>>();
        (SettingKind, string)[] values =
        [
            (SettingKind.Span, "00:30:00"), (SettingKind.Span, "1.02:03:04.5000000"), (SettingKind.Span, "00:00:00"), (SettingKind.Bytes, "536870912"),
            (SettingKind.Bytes, "1000001"), (SettingKind.Number, "50000000"), (SettingKind.Money, "0.023"), (SettingKind.Text, "USD"),
        ];
        Assert.All(values, v => Assert.Equal(v.Item2, SettingValue.Parse(v.Item1, SettingValue.Say(v.Item1, v.Item2, text))));
    }
}
