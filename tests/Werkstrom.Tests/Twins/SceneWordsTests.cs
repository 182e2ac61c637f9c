using Werkstrom.Kernel.Assets;
using Werkstrom.Twins.Scene;
using Werkstrom.Twins.Twin;

namespace Werkstrom.Tests.Twins;

/// <summary>What names say of the look of a thing, and states of its motion.</summary>
public sealed class SceneWordsTests
{
    [Theory]
    [InlineData("machine", "mill1", null, "Mill")]
    [InlineData("machine", "m7", "Fräse 7", "Mill")]
    [InlineData("machine", "m7", "Härteofen 1", "Oven")]
    [InlineData("machine", "m8", "Kompressor", "Compressor")]
    [InlineData("meter", "pv", "Photovoltaik", "Pv")]
    [InlineData("meter", "grid", "Netzanschluss", "Grid")]
    [InlineData("meter", "spv12", null, "Meter")]
    [InlineData("machine", "x1", null, "Generic")]
    [InlineData("robot", "r1", null, "Robot")]
    [InlineData("area", "press-hall", "Pressenhalle", "Building")]
    public void A_thing_looks_as_it_is_called(string kind, string name, string? title, string shape) =>
        Assert.Equal(shape, SceneTree.Shape(new Asset { Id = 1, Name = name, Path = name, Kind = kind, Title = title }).ToString());

    [Theory]
    [InlineData("Läuft", "Running")]
    [InlineData("Running", "Running")]
    [InlineData("EXECUTE", "Running")]
    [InlineData("Produktion", "Running")]
    [InlineData("Aus", "Off")]
    [InlineData("Rüsten", "Setup")]
    [InlineData("Bereit", "Idle")]
    [InlineData("Standby", "Idle")]
    [InlineData("Störung", "Fault")]
    [InlineData("Emergency stop", "Fault")]
    [InlineData("Haus", "Unknown")]
    [InlineData(null, "Unknown")]
    public void A_state_is_understood_in_both_languages(string? said, string activity) => Assert.Equal(activity, SceneActivities.Of(said).ToString());

    [Fact]
    public void A_course_joins_equal_states_and_sums_them_up()
    {
        var course = TwinCourse.Of(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), ["Läuft", "Läuft", null, "Aus", "Läuft"]);

        Assert.Equal([("Läuft", 0, 2), (null, 2, 1), ("Aus", 3, 1), ("Läuft", 4, 1)], course!.Stretches.Select(s => (s.Text, (int)s.Start.TotalHours, (int)s.Length.TotalHours)));
        Assert.Equal([("Läuft", 3), ("Aus", 1)], course.Shares.Select(s => (s.Text, (int)s.Length.TotalHours)));
        Assert.Null(TwinCourse.Of(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1), [null, null]));
    }
}
