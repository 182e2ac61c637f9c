using Werkstrom.Condition.Work;

namespace Werkstrom.Tests.Condition.Work;

public sealed class CheckLineTests
{
    static readonly DateTimeOffset At = new(2026, 11, 22, 9, 15, 0, TimeSpan.Zero);

    [Fact]
    public void Lines_are_kept_as_people_write_them()
    {
        const string text = "[ ] Öl ablassen\n[x] Filter (alt) raus (Anna Berg, 2026-11-22T09:15:00Z)\n[x] Deckel zu";

        var lines = CheckLine.Read(text);

        Assert.Equal([new("Öl ablassen"), new("Filter (alt) raus", true, "Anna Berg", At), new("Deckel zu", true)], lines);
        Assert.Equal(text, CheckLine.Write(lines));
        Assert.Null(CheckLine.Write([]));
    }

    [Fact]
    public void What_others_write_is_read_too() =>
        Assert.Equal([new("a"), new("b", true), new("c")], CheckLine.Read("a\r\n\n- [X] b\n* [ ] c"));

    [Fact]
    public void An_edited_list_keeps_the_ticks_of_lines_whose_words_stayed() =>
        Assert.Equal(
            [new("neu"), new("b", true, "Anna", At), new("a")],
            CheckLine.Edited("neu\nb\na", [new("a"), new("b", true, "Anna", At), new("weg", true)]));
}
