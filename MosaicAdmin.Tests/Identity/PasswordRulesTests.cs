using MosaicAdmin.Identity;

namespace MosaicAdmin.Tests.Identity;

public class PasswordRulesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("elevenchars")]
    public void Short_ones_are_refused(string password) => Assert.Equal("Password.Short", PasswordRules.Problem(password, null));

    [Fact]
    public void One_that_would_keep_the_hash_busy_is_refused() => Assert.Equal("Password.Long", PasswordRules.Problem(new string('x', 129), null));

    [Theory]
    [InlineData("password1234")]
    [InlineData("Password2026!")]
    [InlineData("PASSWORDPASSWORD")]
    [InlineData("qwertyuiop12")]
    [InlineData("123456789012")]
    [InlineData("98765432109876543210")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("iloveyou-1999-iloveyou")]
    [InlineData("administrator1")]
    [InlineData("ann.lee@mosaic.test")]
    [InlineData("Ann.Lee.2026!!")]
    public void Common_ones_are_refused(string password) => Assert.Equal("Password.Common", PasswordRules.Problem(password, "ann.lee@mosaic.test"));

    [Theory]
    [InlineData("Mosaic-demo-2026")]
    [InlineData("quiet window over taipei")]
    [InlineData("全部都是中文字的密碼也可以")]
    [InlineData("7391846205527719")]
    [InlineData("zzkqpwvmtrnb")]
    public void Long_and_rare_ones_need_no_special_characters(string password) => Assert.Null(PasswordRules.Problem(password, "ann.lee@mosaic.test"));
}
