using Werkstrom.Connect.Missing;

namespace Werkstrom.Tests.Connect.Missing;

/// <summary>Long texts keep both ends.</summary>
public sealed class MiddleCutTests
{
    [Theory]
    [InlineData("works/press3/oil", 16, "works/press3/oil")]
    [InlineData("works/press3/oil", 11, "works…3/oil")]
    [InlineData("ab😀cdefgh", 6, "ab…gh")]
    [InlineData("abcdefg😀h", 5, "ab…h")]
    public void The_middle_goes_and_no_character_is_halved(string text, int most, string shown) => Assert.Equal(shown, MiddleCut.Of(text, most));
}
