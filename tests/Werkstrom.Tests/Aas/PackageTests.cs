using System.IO.Compression;
using System.Text;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Tests.Aas;

/// <summary>AASX: what is written comes back, the same content gives the same bytes, and no archive does harm.</summary>
public sealed class PackageTests
{
    const string Types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='xml' ContentType='text/xml'/></Types>";
    const string Empty = "<environment xmlns='https://admin-shell.io/aas/3/0'><submodels><submodel><id>urn:s</id></submodel></submodels></environment>";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Export_import_export_gives_the_same_bytes(bool json)
    {
        var bytes = AasxFile.Write(Plant(), json);

        var back = AasxFile.Read(bytes);

        Assert.Empty(back.Faults);
        Assert.Empty(back.Remarks);
        Assert.Equal(["urn:a", "urn:b"], back.Value!.Environment.Submodels!.Select(s => s.Id));
        Assert.Equal(["/aasx/files/Anleitung ä.pdf", "/aasx/files/model.glb"], back.Value.Files.Select(f => f.Path));
        Assert.Equal(("application/pdf", "%PDF"), (back.Value.Files[0].ContentType, Encoding.ASCII.GetString(back.Value.Files[0].Bytes.Span)));
        Assert.Equal(("/thumbnail.png", "image/png"), (back.Value.Thumbnail!.Path, back.Value.Thumbnail.ContentType));
        Assert.Equal(bytes, AasxFile.Write(back.Value, json));
    }

    [DataFact("aas/templates")]
    public void A_template_goes_through_a_package()
    {
        var environment = AasJson.Read<Environment>(System.IO.File.ReadAllBytes(AasData.Templates().Single(f => f.Contains("02017", StringComparison.Ordinal)))).Value!;

        var bytes = AasxFile.Write(new() { Environment = environment });

        Assert.Equal(bytes, AasxFile.Write(AasxFile.Read(bytes).Value!));
    }

    [Theory]
    [InlineData("http://admin-shell.io/aasx/relationships/aasx-origin", "http://admin-shell.io/aasx/relationships/aas-spec")]
    [InlineData("http://www.admin-shell.io/aasx/relationships/aasx-origin", "http://www.admin-shell.io/aasx/relationships/aas-spec")]
    [InlineData("http://www.admin-shell.io/aasx/relationships/aasx-origin", "http://www.admin-shell.io/aasx/relationships/aasx-spec")]
    public void Old_and_new_names_of_relationships_are_read(string origin, string spec) =>
        Assert.Equal("urn:s", AasxFile.Read(Zip(
            ("[Content_Types].xml", Types), ("_rels/.rels", Relation(origin, "aasx/aasx-origin")), ("aasx/aasx-origin", ""),
            ("aasx/_rels/aasx-origin.rels", Relation(spec, "data.xml")), ("aasx/data.xml", Empty))).Value!.Environment.Submodels![0].Id);

    [Fact]
    public void Faults_of_the_environment_are_told_with_their_paths()
    {
        var reading = AasxFile.Read(Package(Empty.Replace("urn:s", "", StringComparison.Ordinal)));

        Assert.Equal("submodels[0].id: schema: is empty; at least one character is required", Assert.Single(reading.Faults).ToString());
        Assert.Null(reading.Value);
    }

    [Theory]
    [InlineData("../../etc/passwd", "leads elsewhere")]
    [InlineData("aasx/%2e%2e/x", "leads elsewhere")]
    [InlineData("/etc/passwd", "leading slash")]
    [InlineData("a\\b", "backslash")]
    [InlineData("C:/x", "colon")]
    [InlineData("aasx//x", "leads elsewhere")]
    [InlineData("AASX/DATA.XML", "stands twice")]
    public void A_name_with_a_trick_is_refused(string name, string said) =>
        Assert.Contains(AasxFile.Read(Package(Empty, (name, "x"))).Faults, f => f.Rule == "aasx" && f.Message.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        var bytes = Package(Empty, ("aasx/files/zero.bin", new string('0', 8 << 20)));

        Assert.Contains("more than 200 times what it is packed to", Assert.Single(AasxFile.Read(bytes).Faults).Message, StringComparison.Ordinal);
        Assert.Contains("at most 1,000,000 are read", AasxFile.Read(bytes, new() { MostBytes = 1_000_000, MostRatio = int.MaxValue }).Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("at most 3 are read", AasxFile.Read(bytes, new() { MostFiles = 3, MostRatio = int.MaxValue }).Faults[0].Message, StringComparison.Ordinal);
    }

    /// <summary>Head and directory of the archive say 100 bytes where the file unpacks to 3,000.</summary>
    [Fact]
    public void A_file_that_unpacks_to_more_than_the_archive_says_is_refused()
    {
        var bytes = Package(Empty.PadRight(3000));
        for (var i = 0; i + 4 <= bytes.Length; i++)
        {
            if (BitConverter.ToInt32(bytes, i) == 3000)
                BitConverter.TryWriteBytes(bytes.AsSpan(i), 100);
        }

        Assert.Contains("'/aasx/data.xml' is damaged", AasxFile.Read(bytes).Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("aasx: is no ZIP archive, or a broken one", Assert.Single(AasxFile.Read("PK"u8.ToArray()).Faults).ToString());
        Assert.Contains("has no origin", AasxFile.Read(Zip(("[Content_Types].xml", Types))).Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("has no [Content_Types].xml", AasxFile.Read(Zip(("a.txt", ""))).Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("leads to no file", AasxFile.Read(Zip(
            ("[Content_Types].xml", Types), ("_rels/.rels", Relation(Relations.Base + "aasx-origin", "../../../x")))).Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_that_is_not_there_and_one_that_nothing_names_are_remarks()
    {
        var environment = AasText.Read<Environment>(
            "{'submodels':[{'modelType':'Submodel','id':'urn:s','submodelElements':[{'modelType':'File','idShort':'f','value':'/aasx/gone.pdf','contentType':'application/pdf'}]}]}").Value!;
        var bytes = new MemoryStream();
        bytes.Write(AasxFile.Write(new() { Environment = environment }));
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
            archive.CreateEntry("aasx/stray.txt");

        var reading = AasxFile.Read(bytes.ToArray());

        Assert.True(reading.Conforms);
        Assert.Equal(
            [
                "file: submodels[0].submodelElements[0] names '/aasx/gone.pdf', which is not in the package",
                "file: the file '/aasx/stray.txt' is named by nothing and left out",
            ],
            reading.Remarks.Select(r => r.ToString()));
    }

    [Fact]
    public void What_breaks_rules_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => AasxFile.Write(new() { Environment = new() { Submodels = [new Submodel { Id = "" }] } }));
        Assert.Throws<ArgumentException>(() => AasxFile.Write(new() { Environment = new(), Files = [new("/../x", "text/plain", default)] }));
        Assert.Throws<ArgumentException>(() => AasxFile.Write(new() { Environment = new(), Files = [new("/aasx/data.xml", "text/xml", default)] }));
    }

    /// <summary>Every byte of a package changed in turn, and cut after each: an answer, never an exception.</summary>
    [Fact]
    public void A_damaged_package_gives_an_answer()
    {
        var bytes = AasxFile.Write(Plant());
        var random = new Random(7);
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= (byte)random.Next(1, 256);
            Assert.NotNull(AasxFile.Read(damaged).Faults);
            Assert.NotEmpty(AasxFile.Read(bytes.AsMemory(0, i)).Faults);
        }
    }

    static AasPackage Plant() => new()
    {
        Environment = new()
        {
            Submodels =
            [
                new Submodel { Id = "urn:b", SubmodelElements = [new Werkstrom.Aas.Model.File { IdShort = "manual", ContentType = "application/pdf", Value = "/aasx/files/Anleitung%20%C3%A4.pdf" }] },
                new Submodel { Id = "urn:a" },
            ],
        },
        Files = [new("/aasx/files/model.glb", "model/gltf-binary", new byte[] { 1, 2, 3 }), new("/aasx/files/Anleitung ä.pdf", "application/pdf", "%PDF"u8.ToArray())],
        Thumbnail = new("/thumbnail.png", "image/png", new byte[] { 4 }),
    };

    static string Relation(string type, string target) =>
        $"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Type='{type}' Target='{target}' Id='R1'/></Relationships>";

    static byte[] Package(string environment, params (string, string)[] more) => Zip(
    [
        ("[Content_Types].xml", Types), ("_rels/.rels", Relation(Relations.Base + "aasx-origin", "/aasx/aasx-origin")), ("aasx/aasx-origin", ""),
        ("aasx/_rels/aasx-origin.rels", Relation(Relations.Base + "aas-spec", "/aasx/data.xml")), ("aasx/data.xml", environment), .. more,
    ]);

    static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
