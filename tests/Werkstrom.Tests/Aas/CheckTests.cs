using System.Text.Json.Nodes;
using Werkstrom.Aas.Packages;
using Werkstrom.Twins.Check;

namespace Werkstrom.Tests.Aas;

/// <summary>The verb <c>aas check</c>.</summary>
public sealed class CheckTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("aas-check").FullName;
    readonly StringWriter _output = new();
    readonly StringWriter _errors = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Files_of_every_kind_are_judged_by_what_is_in_them()
    {
        Put("a.json", "{'submodels':[{'modelType':'Submodel','id':'urn:s'}]}");
        Put("b.json", "{'modelType':'Submodel','id':'urn:s'}");
        Put("c.xml", "<submodel xmlns='https://admin-shell.io/aas/3/0'><id>urn:s</id></submodel>".Replace('\'', '"'));
        File.WriteAllBytes(Path.Combine(_folder, "d.AASX"), AasxFile.Write(new() { Environment = new() }));
        Put("more/e.json", "{'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'Capability'}]}");
        Put("notes.txt", "no file of ours");

        Assert.Equal(1, Run(_folder));

        Assert.Equal(
            [
                $"{At("a.json")}: conforms", $"{At("b.json")}: conforms", $"{At("c.xml")}: conforms", $"{At("d.AASX")}: conforms", $"{At("more/e.json")}: 1 fault",
                "  submodelElements[0]: AASd-117: needs an idShort, for it stands in no SubmodelElementList", "5 files: 4 conform, 1 do not",
            ],
            Lines());
        Assert.Equal(0, Run(_folder, tolerant: true));
    }

    [Fact]
    public void Json_is_one_document()
    {
        Put("a.json", "{'modelType':'Submodel','id':'urn:s','kind':'x'}");

        Assert.Equal(1, Run(At("a.json"), asJson: true));

        var report = JsonNode.Parse(_output.ToString())!;
        Assert.Equal("false 0 1", $"{report["ok"]} {report["conforming"]} {report["refused"]}");
        Assert.Equal(("kind", "schema"), ((string?)report["files"]![0]!["faults"]![0]!["path"], (string?)report["files"]![0]!["faults"]![0]!["rule"]));
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        Assert.Equal(1, Run(At("gone.json")));
        Assert.Equal(1, Run(_folder));
        Assert.Equal($"{At("gone.json")}: there is no such file or folder.|{_folder}: there is no file here whose name ends in .json, .xml, .aasx.|", _errors.ToString().ReplaceLineEndings("|"));
    }

    [Fact]
    public void Several_files_and_folders_are_one_report()
    {
        Put("x/a.json", "{'modelType':'Submodel','id':'urn:s'}");
        Put("y/b.json", "{'modelType':'Submodel','id':'urn:t'}");

        Assert.Equal(0, Run([At("y/b.json"), At("x"), At("x/a.json")]));
        Assert.Equal([$"{At("y/b.json")}: conforms", $"{At("x/a.json")}: conforms", "2 files: 2 conform, 0 do not"], Lines());

        _output.GetStringBuilder().Clear();
        Assert.Equal(1, Run([At("gone"), At("x"), At("lost")], asJson: true));
        Assert.Equal($"{At("gone")}: there is no such file or folder.|{At("lost")}: there is no such file or folder.|", _errors.ToString().ReplaceLineEndings("|"));
        var report = JsonNode.Parse(_output.ToString())!;
        Assert.Equal("false 1 0", $"{report["ok"]} {report["conforming"]} {report["refused"]}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("<")]
    [InlineData("{'modelType':")]
    [InlineData("{'a':[}")]
    public void What_is_broken_is_no_exception(string text)
    {
        Put("a.json", text);

        Assert.Equal(1, Run(_folder, tolerant: true));
    }

    int Run(string path, bool tolerant = false, bool asJson = false) => Run([path], tolerant, asJson);

    int Run(string[] paths, bool tolerant = false, bool asJson = false) => new CheckSession(_output, _errors, showsProgress: false).Run(paths, tolerant, asJson, default);

    string[] Lines() => _output.ToString().Split(System.Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    string At(string name) => Path.Combine(_folder, name.Replace('/', Path.DirectorySeparatorChar));

    void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text.Replace('\'', '"'));
    }
}
