using Werkstrom.Plant.Search;

namespace Werkstrom.Tests.Plant;

public sealed class SearchTests
{
    static readonly SearchEntry[] Entries =
    [
        new("asset", "Fräse 3", "werk/linie1/Fräse 3", "/plant/assets/3"),
        new("signal", "spindle_temperature", "werk/linie1/Fräse 3/spindle_temperature", "/plant/signals/1"),
        new("signal", "temperature", "werk/linie2/ofen/temperature", "/plant/signals/2"),
        new("signal", "Straße Süd", "werk/hof/strasse_sued", "/plant/signals/4"),
        new("page", "Temperature report", "/figures/temperature", "/figures/temperature"),
    ];

    [Theory]
    [InlineData("Fräse", "frase")]
    [InlineData("FRAESE", "frase")]
    [InlineData("frase", "frase")]
    [InlineData("Straße", "strasse")]
    [InlineData("Zähler Öl Übergabe", "zahler ol ubergabe")]
    public void Umlauts_may_be_written_out_or_left_out(string typed, string folded) => Assert.Equal(folded, Folding.Fold(typed));

    [Theory]
    [InlineData("fraese")]
    [InlineData("fräs")]
    [InlineData("FRASE 3")]
    public void An_asset_is_found_by_the_beginnings_of_its_words(string asked) =>
        Assert.Equal("/plant/assets/3", SearchIndex.Find(Entries, asked, 10)[0].Url);

    [Fact]
    public void A_whole_title_comes_before_a_word_of_it_and_that_before_the_rest() =>
        Assert.Equal(
            ["/plant/signals/2", "/figures/temperature", "/plant/signals/1"],
            SearchIndex.Find(Entries, "temperature", 10).Select(found => found.Url));

    [Fact]
    public void Every_word_must_be_found() => Assert.Empty(SearchIndex.Find(Entries, "temperature linie3", 10));

    [Fact]
    public void Words_of_the_path_help() =>
        Assert.Equal(["/plant/signals/1"], SearchIndex.Find(Entries, "temperature linie1", 10).Select(found => found.Url));

    [Fact]
    public void Nothing_asked_finds_nothing() => Assert.Empty(SearchIndex.Find(Entries, " / ", 10));

    [Fact]
    public void No_more_than_the_limit_is_given() => Assert.Equal(2, SearchIndex.Find(Entries, "temperature", 2).Count);
}
