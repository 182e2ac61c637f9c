using System.Globalization;
using System.Text.Json.Nodes;
using Werkstrom.Tariff.Mscons;

namespace Werkstrom.Tests.Tariff.Mscons;

/// <summary>Three published messages, with what another reader (h2nguyen/mscons-restify) made of two of them.</summary>
public sealed class MsconsSampleTests
{
    const string Folder = "energy/mscons";

    [DataFact(Folder)]
    public async Task The_message_reads_as_another_reader_says() => await SameAsync("mscons-message-example");

    [DataFact(Folder)]
    public async Task The_message_with_a_decimal_comma_reads_as_another_reader_says() => await SameAsync("mscons-message-example-una-spec");

    [DataFact(Folder)]
    public async Task The_simple_message_is_read_and_its_wrong_count_found()
    {
        var file = MsconsReader.Read(await File.ReadAllBytesAsync(SharedData.Path($"{Folder}/mscons-message-example-simple.txt")));
        // UNH to UNT are 23 segments, the file says 2; nothing else is wrong
        var fault = Assert.Single(file.Faults);
        Assert.Equal("UNT counts 2 segments, the message has 23 from UNH to UNT.", fault.Text);
        Assert.Equal((24, "1"), (fault.Segment, fault.Message)); // UNB is segment 1
        var series = Assert.Single(Assert.Single(Assert.Single(file.Messages).Places).Series);
        Assert.Equal([4_250_465L, 4_250_465L], series.Values.Select(v => v.Thousandths));
        Assert.Equal("D54", series.Unit);
    }

    [DataFact(Folder)]
    public async Task What_is_wrong_in_the_message_is_said_with_its_place()
    {
        var text = await File.ReadAllBytesAsync(SharedData.Path($"{Folder}/mscons-message-example.txt"));
        var file = MsconsReader.Read(text);
        // both messages have the reference 1 and count 2 segments; grep -n: UNH is in lines 3 and 35, UNT in 34 and 65, line 1 is UNA
        Assert.Equal([(33, "UNT counts 2 segments, the message has 32 from UNH to UNT."), (34, "UNH: reference '1' was used before in this interchange."),
            (64, "UNT counts 2 segments, the message has 31 from UNH to UNT.")], file.Faults.Select(f => (f.Segment, f.Text)));
        Assert.All(file.Faults, f => Assert.True(text.AsSpan((int)f.Position).StartsWith("UN"u8)));
    }

    static async Task SameAsync(string name)
    {
        var file = MsconsReader.Read(await File.ReadAllBytesAsync(SharedData.Path($"{Folder}/{name}.txt")));
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(SharedData.Path($"{Folder}/{name}-expected-response.json")))!;
        Unnamed(expected);
        var seen = Shape(file);
        Assert.True(JsonNode.DeepEquals(expected["unh_unt_nachrichten"], seen), seen.ToJsonString());
        var (una, unb) = (expected["una_service_string_advice"]!, expected["unb_nutzdaten_kopfsegment"]!);
        Assert.Equal((string?)una["decimal_mark"], ((char)file.Marks.DecimalMark).ToString());
        Assert.Equal((string?)una["release_character"], ((char)file.Marks.Release).ToString());
        Assert.Equal((string?)unb["absender_der_uebertragungsdatei"]!["marktpartneridentifikationsnummer"], file.Sender);
        Assert.Equal((string?)unb["empfaenger_der_uebertragungsdatei"]!["marktpartneridentifikationsnummer"], file.Receiver);
        Assert.Equal((string?)unb["datenaustauschreferenz"], file.Reference);
        Assert.Equal((string?)unb["datum_uhrzeit_der_erstellung"]!["uhrzeit"], file.Head![3, 1]);
        Assert.Equal((string?)unb["test_kennzeichen"], file.Head[10]); // 0035, the eleventh element
    }

    /// <summary>Takes the German names away that the other reader adds.</summary>
    static void Unnamed(JsonNode? node)
    {
        if (node is JsonObject bag)
        {
            bag.Remove("bezeichner");
            foreach (var (_, inner) in bag)
                Unnamed(inner);
        }
        else if (node is JsonArray list)
        {
            foreach (var inner in list)
                Unnamed(inner);
        }
    }

    static JsonArray Shape(MsconsFile file) => [.. file.Messages.Select(Message)];

    static JsonObject Message(MsconsMessage message)
    {
        var unh = message.Header[0];
        return new()
        {
            ["unh_nachrichtenkopfsegment"] = new JsonObject
            {
                ["nachrichten_referenznummer"] = unh[0],
                ["nachrichten_kennung"] = new JsonObject
                {
                    ["nachrichtentyp_kennung"] = unh[1],
                    ["versionsnummer_des_nachrichtentyps"] = unh[1, 1],
                    ["freigabenummer_des_nachrichtentyps"] = unh[1, 2],
                    ["verwaltende_organisation"] = unh[1, 3],
                    ["anwendungscode_der_zustaendigen_organisation"] = unh[1, 4],
                },
                ["allgemeine_zuordnungsreferenz"] = unh[2],
                ["status_der_uebermittlung"] = new JsonObject { ["uebermittlungsfolgenummer"] = unh[3], ["erste_und_letzte_uebermittlung"] = unh[3, 1] },
            },
            ["bgm_beginn_der_nachricht"] = new JsonObject
            {
                ["dokumenten_nachrichtenname"] = new JsonObject { ["dokumentenname_code"] = message.Document },
                ["dokumenten_nachrichten_identifikation"] = new JsonObject { ["dokumentennummer"] = message.Number },
                ["nachrichtenfunktion_code"] = message.Header[1][2],
            },
            ["dtm_nachrichtendatum"] = new JsonArray(Time(message.Header[2])),
            ["sg1_referenzen"] = new JsonArray([.. message.Header.Index().Where(s => s.Item.Tag == "RFF").Select(s => new JsonObject
            {
                ["rff_referenzangaben"] = Reference(s.Item),
                ["dtm_versionsangabe_marktlokationsscharfe_allokationsliste_gas_mmma"] = message.Header[s.Index + 1] is { Tag: "DTM" } dtm ? new JsonArray(Time(dtm)) : [],
            })]),
            ["sg2_marktpartnern"] = new JsonArray([.. message.Header.Where(s => s.Tag == "NAD").Select(nad => Partner(message, nad))]),
            ["uns_abschnitts_kontrollsegment"] = new JsonObject { ["abschnittskennung_codiert"] = "D" },
            ["sg5_liefer_bzw_bezugsorte"] = new JsonArray([.. message.Places.Select(Place)]),
            ["unt_nachrichtenendsegment"] = new JsonObject { ["anzahl_der_segmente_in_einer_nachricht"] = 2, ["nachrichten_referenznummer"] = message.Reference },
        };
    }

    static JsonObject Partner(MsconsMessage message, MsconsSegment nad)
    {
        var contacts = message.Header.SkipWhile(s => s != nad).Skip(1).TakeWhile(s => s.Tag is "CTA" or "COM").ToArray();
        return new()
        {
            ["nad_marktpartner"] = new JsonObject
            {
                ["beteiligter_qualifier"] = nad[0],
                ["identifikation_des_beteiligten"] = new JsonObject
                {
                    ["beteiligter_identifikation"] = nad[1],
                    ["verantwortliche_stelle_fuer_die_codepflege_code"] = nad[1, 2],
                },
            },
            ["sg4_kontaktinformationen"] = contacts.Length == 0 ? [] : new JsonArray(new JsonObject
            {
                ["cta_ansprechpartner"] = new JsonObject
                {
                    ["funktion_des_ansprechpartners_code"] = contacts[0][0],
                    ["abteilung_oder_bearbeiter"] = new JsonObject { ["abteilung_oder_bearbeiter"] = contacts[0][1, 1] },
                },
                ["com_kommunikationsverbindung"] = new JsonArray([.. contacts.Skip(1).Select(com => new JsonObject
                {
                    ["kommunikationsverbindung"] = new JsonObject { ["kommunikationsadresse_identifikation"] = com[0], ["kommunikationsadresse_qualifier"] = com[0, 1] },
                })]),
            }),
        };
    }

    static JsonObject Place(MsconsPlace place)
    {
        var loc = place.Segments.Single(s => s.Tag == "LOC");
        return new()
        {
            ["nad_name_und_adresse"] = new JsonObject { ["beteiligter_qualifier"] = place.Segments[0][0], ["identifikation_des_beteiligten"] = null },
            ["sg6_wert_und_erfassungsangaben_zum_objekt"] = new JsonArray(new JsonObject
            {
                ["loc_identifikationsangabe"] = new JsonObject
                {
                    ["ortsangabe_qualifier"] = place.Kind,
                    ["ortsangabe"] = new JsonObject { ["ortsangabe_code"] = place.Id },
                    ["zugehoeriger_ort_1_identifikation"] = new JsonObject { ["erster_zugehoeriger_platz_ort_code"] = loc[2] },
                },
                ["dtm_zeitraeume"] = new JsonArray([.. place.Segments.Where(s => s.Tag == "DTM").Select(Time)]),
                ["sg7_referenzangaben"] = new JsonArray([.. place.Segments.Where(s => s.Tag == "RFF").Select(s => new JsonObject { ["rff_referenzangabe"] = Reference(s) })]),
                ["sg8_zeitreihentypen"] = new JsonArray([.. place.Segments.Where(s => s.Tag == "CCI").Select(s => new JsonObject
                {
                    ["cci_zeitreihentyp"] = new JsonObject { ["klassentyp_code"] = s[0], ["merkmalsbeschreibung"] = new JsonObject { ["merkmal_code"] = s[2] } },
                })]),
                ["sg9_positionsdaten"] = new JsonArray([.. place.Series.Select(Series)]),
            }),
        };
    }

    static JsonObject Series(MsconsSeries series) => new()
    {
        ["lin_lfd_position"] = new JsonObject { ["positionsnummer"] = series.Segments[0][0] },
        ["pia_produktidentifikation"] = series.Segments.Count == 1 ? null : new JsonObject
        {
            ["produkt_erzeugnisnummer_qualifier"] = series.Segments[1][0],
            ["waren_leistungsnummer_identifikation"] = new JsonObject
            {
                ["produkt_leistungsnummer"] = series.Obis,
                ["art_der_produkt_leistungsnummer_code"] = series.Segments[1][1, 1],
            },
        },
        ["sg10_mengen_und_statusangaben"] = new JsonArray([.. series.Values.Select((v, i) => new JsonObject
        {
            ["qty_mengenangaben"] = new JsonObject
            {
                ["menge_qualifier"] = v.Status == MsconsStatus.True ? "220" : "?",
                ["menge"] = JsonValue.Create(v.Thousandths / 1000m),
                ["masseinheit_code"] = series.Unit,
            },
            ["dtm_zeitangaben"] = new JsonArray([Stamp("163", v.From), Stamp("164", v.End), .. series.Details.Where(d => d.Value == i).Select(d => Time(d.Segment))]),
            ["sts_statusangaben"] = new JsonArray(),
        })]),
    };

    static JsonObject Time(MsconsSegment dtm) => Time(dtm[0], dtm[0, 1], dtm[0, 2]);

    static JsonObject Stamp(string kind, int minutes) => Time(kind, DateTime.UnixEpoch.AddMinutes(minutes).ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture) + "+00", "303");

    static JsonObject Time(string kind, string text, string form) => new()
    {
        ["datums_oder_uhrzeits_oder_zeitspannen_funktion_qualifier"] = kind,
        ["datum_oder_uhrzeit_oder_zeitspanne_wert"] = text,
        ["datums_oder_uhrzeit_oder_zeitspannen_format_code"] = form,
    };

    static JsonObject Reference(MsconsSegment rff) => new() { ["referenz_qualifier"] = rff[0], ["referenz_identifikation"] = rff[0, 1] };
}
