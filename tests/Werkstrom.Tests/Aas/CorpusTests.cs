using System.Text.Json.Nodes;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Environment = Werkstrom.Aas.Model.Environment;
using File = System.IO.File;

namespace Werkstrom.Tests.Aas;

/// <summary>The published test data of aas-core-works, which say by their folder whether a file conforms, and the templates of the IDTA.</summary>
public sealed class CorpusTests
{
    [DataFact("aas/corpus")]
    public void Every_file_is_judged_as_its_folder_says()
    {
        var wrong = AasData.Corpus().Where(f => Faults(f).Count == 0 != AasData.IsExpected(f)).ToList();

        Assert.Empty(wrong);
        Assert.Equal((1763, 1400), (AasData.Corpus().Count(AasData.IsExpected), AasData.Corpus().Count(f => !AasData.IsExpected(f))));
    }

    [DataFact("aas/corpus")]
    public void What_was_read_is_written_again()
    {
        foreach (var file in AasData.Corpus().Where(AasData.IsExpected))
        {
            var written = AasJson.Write(Read(file).Value!);

            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllBytes(file)), JsonNode.Parse(written)), file);
            Assert.Equal(written, AasJson.Write(AasData.IsEvent(file) ? AasJson.Read<EventPayload>(written).Value! : AasJson.Read<Environment>(written).Value!));
        }
    }

    /// <summary>The five that IDTA's own checker refuses, and how many faults each has.</summary>
    [DataFact("aas/templates")]
    public void Templates_are_judged_as_IDTA_judges_them()
    {
        var refused = AasData.Templates().ToDictionary(f => Path.GetFileName(f)!, f => Faults(f).Count).Where(p => p.Value > 0).OrderBy(p => p.Key);

        Assert.Equal(
            [
                new("02018_MaintenanceInstructions_1-0.json", 4), new("02020_CapabilityDescription_1-0.json", 10),
                new("02027_AssetInterfacesMapping_2-0.json", 3), new("02076_EnergyFlexibility_1-0.json", 22),
                new("02099-1_DigitalProductPassport_1-0-1.json", 1),
            ],
            refused);
        Assert.Equal(23, AasData.Templates().Count);
    }

    [DataFact("aas/templates")]
    public void A_template_that_breaks_rules_is_taken_tolerantly()
    {
        foreach (var file in AasData.Templates())
        {
            var reading = AasJson.Read<Environment>(File.ReadAllBytes(file), ReadOptions.Tolerant);

            Assert.NotNull(reading.Value);
            // what is wrong with the value was told while reading; what could not be kept (02020) is told there only
            Assert.Empty(AasRules.Check(reading.Value).Select(f => f.Message).Except(reading.Faults.Select(f => f.Message)));
        }
    }

    static IReadOnlyList<Fault> Faults(string file) => Read(file).Faults;

    static (IClass? Value, IReadOnlyList<Fault> Faults) Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (!AasData.IsEvent(file))
            return AasJson.Read<Environment>(bytes) is var reading ? (reading.Value, reading.Faults) : default;
        var message = AasJson.Read<EventPayload>(bytes);
        return (message.Value, message.Faults);
    }
}
