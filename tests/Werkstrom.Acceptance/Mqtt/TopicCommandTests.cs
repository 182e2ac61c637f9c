namespace Werkstrom.Acceptance.Mqtt;

/// <summary>Rules of topics as text, over the command line.</summary>
public sealed class TopicCommandTests
{
    const string Rules = "rule Data\ntopic works/{m}/data\nvalue $.oil.t -> works/{m}/oil unit=Cel\n\nrule Noise\noff\ntopic debug/#\nignore\n";

    [Fact]
    public async Task Rules_go_in_and_out_as_text_and_a_message_is_tried()
    {
        await using var program = new Running();
        await program.StartAsync();
        var file = Path.Combine(program.Folder, "rules.txt");

        await File.WriteAllTextAsync(file, "rule Data\ntopic works/#/data\nvalue $.x\n");
        var (code, text, error) = await RunAsync("import", file);
        Assert.Equal((1, ""), (code, text));
        Assert.Equal(
            "rules[0].text: Data, line 2: the level '#' of the topic: + and {name} stand alone between slashes, # and {name...} at the end; a name has letters, digits and _ and begins with a letter\n"
            + "rules[0].text: Data, line 3: '$.x': a value is written PLACE -> SIGNAL, as in $.oil.t -> press3/oil_C\nNothing was changed.\n",
            error);
        Assert.Equal((0, ""), ((await RunAsync("export")).Code, (await RunAsync("export")).Out));

        await File.WriteAllTextAsync(file, Rules);
        Assert.Equal((0, "1 rule is in force.\n"), Said(await RunAsync("import", file)));
        Assert.Equal((0, Rules), Said(await RunAsync("export")));
        Assert.Equal((0, Rules), ((await RunAsync("export", file)).Code, await File.ReadAllTextAsync(file)));
        (code, text, _) = await RunAsync("try", "works/p1/data", """{"oil":{"t":71.5}}""");
        Assert.Equal(0, code);
        Assert.StartsWith("read by: Data\nworks/p1/oil = 71.5 Cel (measurement, new) at 20", text, StringComparison.Ordinal);

        Task<(int Code, string Out, string Error)> RunAsync(string verb, params string[] more) => Running.RunAsync(["topics", verb, .. more, "--data", program.Folder]);
    }

    static (int Code, string Out) Said((int Code, string Out, string Error) run) => (run.Code, run.Out);
}
