using System.Collections.Frozen;
using System.Globalization;

namespace Werkstrom.Kernel.Units;

/// <summary>
/// The unit atoms and prefixes of UCUM that a plant and its utility need, in their case-sensitive form, with the values of the UCUM tables.
/// Source: <see href="https://ucum.org/ucum">The Unified Code for Units of Measure</see>, sections 4.2 to 4.5, version 2.2.
/// </summary>
static class UcumAtoms
{
    public static readonly FrozenDictionary<string, double> Prefixes = Table.Of("""
        Y = 1e24 | Z = 1e21 | E = 1e18 | P = 1e15 | T = 1e12 | G = 1e9 | M = 1e6 | k = 1e3 | h = 1e2
        da = 1e1 | d = 1e-1 | c = 1e-2 | m = 1e-3 | u = 1e-6 | n = 1e-9 | p = 1e-12 | f = 1e-15
        a = 1e-18 | z = 1e-21 | y = 1e-24 | Ki = 1024 | Mi = 1048576 | Gi = 1073741824 | Ti = 1099511627776
        """).ToFrozenDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    static readonly Dictionary<string, UcumAtom> Atoms = new(StringComparer.Ordinal);

    static UcumAtoms()
    {
        foreach (var code in (string[])["m", "s", "g", "rad", "K", "C", "cd"])
            Atoms.Add(code, new UcumAtom(new UcumUnit(code, 1, 0, UcumUnit.NoDimensions.Add(code, 1)), IsMetric: true));
        foreach (var (code, metric, value, of) in Derived)
            Atoms.Add(code, new UcumAtom(UcumUnit.One(code, value).Times(UcumParser.Parse(of), 1) with { Code = code }, metric));

        // scales with a zero of their own (section 4.2, "special units"): they stand alone
        AddScale("Cel", true, 1, 273.15);
        AddScale("[degF]", false, 5.0 / 9, 459.67 * 5 / 9);

        // logarithmic and arbitrary units: correct codes that convert only among their own prefixes
        foreach (var code in (string[])["B", "Np", "B[W]", "B[kW]", "B[V]", "B[SPL]", "[pH]", "[iU]", "[arb'U]", "[CFU]"])
            Atoms.Add(code, new UcumAtom(new UcumUnit(code, 1, 0, UcumUnit.NoDimensions.Add(code, 1)), code[0] is 'B' or 'N', code[0] != '['));

        // not in UCUM: currencies, and the reactive power that German meters count. Documented in the README of Kernel
        foreach (var code in (string[])["EUR", "CHF", "USD"])
            Atoms.Add(code, new UcumAtom(new UcumUnit(code, 1, 0, UcumUnit.NoDimensions.Add(code, 1)), IsMetric: true));
        Atoms.Add("var", new UcumAtom(UcumParser.Parse("V.A") with { Code = "var" }, IsMetric: true));
    }

    static (string Code, bool IsMetric, double Value, string Of)[] Derived =>
    [
        ("10*", false, 10, "1"), ("10^", false, 10, "1"), ("[pi]", false, Math.PI, "1"), ("%", false, 1, "10*-2"),
        ("[ppth]", false, 1, "10*-3"), ("[ppm]", false, 1, "10*-6"), ("[ppb]", false, 1, "10*-9"), ("[pptr]", false, 1, "10*-12"),
        ("mol", true, 6.02214076, "10*23"), ("sr", true, 1, "rad2"), ("Hz", true, 1, "s-1"), ("N", true, 1, "kg.m/s2"),
        ("Pa", true, 1, "N/m2"), ("J", true, 1, "N.m"), ("W", true, 1, "J/s"), ("A", true, 1, "C/s"), ("V", true, 1, "J/C"),
        ("F", true, 1, "C/V"), ("Ohm", true, 1, "V/A"), ("S", true, 1, "Ohm-1"), ("Wb", true, 1, "V.s"), ("T", true, 1, "Wb/m2"),
        ("H", true, 1, "Wb/A"), ("lm", true, 1, "cd.sr"), ("lx", true, 1, "lm/m2"), ("Bq", true, 1, "s-1"), ("Gy", true, 1, "J/kg"),
        ("Sv", true, 1, "J/kg"), ("kat", true, 1, "mol/s"), ("deg", false, 2, "[pi].rad/360"), ("gon", false, 0.9, "deg"),
        ("'", false, 1, "deg/60"), ("''", false, 1, "'/60"), ("l", true, 1, "dm3"), ("L", true, 1, "l"), ("ar", true, 100, "m2"),
        ("min", false, 60, "s"), ("h", false, 60, "min"), ("d", false, 24, "h"), ("wk", false, 7, "d"), ("a_j", false, 365.25, "d"),
        ("a", false, 1, "a_j"), ("mo_j", false, 1, "a_j/12"), ("mo", false, 1, "mo_j"), ("t", true, 1000, "kg"), ("bar", true, 1e5, "Pa"),
        ("u", true, 1.6605402e-24, "g"), ("eV", true, 1.60217733e-19, "J"), ("[c]", true, 299792458, "m/s"), ("[g]", true, 9.80665, "m/s2"),
        ("atm", false, 101325, "Pa"), ("gf", true, 1, "g.[g]"), ("[gr]", false, 64.79891, "mg"), ("[lb_av]", false, 7000, "[gr]"),
        ("[oz_av]", false, 1, "[lb_av]/16"), ("[lbf_av]", false, 1, "[lb_av].[g]"), ("[in_i]", false, 2.54, "cm"), ("[ft_i]", false, 12, "[in_i]"),
        ("[yd_i]", false, 3, "[ft_i]"), ("[mi_i]", false, 5280, "[ft_i]"), ("[nmi_i]", false, 1852, "m"), ("[kn_i]", false, 1, "[nmi_i]/h"),
        ("[sin_i]", false, 1, "[in_i]2"), ("[sft_i]", false, 1, "[ft_i]2"), ("[cft_i]", false, 1, "[ft_i]3"),
        ("[gal_us]", false, 231, "[in_i]3"), ("[psi]", false, 1, "[lbf_av]/[sin_i]"), ("[HP]", false, 550, "[ft_i].[lbf_av]/s"),
        ("cal", true, 4.184, "J"), ("[Btu_IT]", false, 1.05505585262, "kJ"), ("m[Hg]", true, 133.3220, "kPa"), ("m[H2O]", true, 9.80665, "kPa"),
        ("dyn", true, 1, "g.cm/s2"), ("erg", true, 1, "dyn.cm"), ("P", true, 1, "dyn.s/cm2"), ("St", true, 1, "cm2/s"), ("G", true, 1e-4, "T"),
        ("bit", true, 1, "1"), ("By", true, 8, "bit"), ("Bd", true, 1, "/s"), ("Lmb", true, 1, "cd/cm2/[pi]"), ("Ci", true, 3.7e10, "Bq"),
    ];

    /// <summary>The unit of one atom with its prefix, or null.</summary>
    public static UcumAtom? Find(string text)
    {
        if (Atoms.TryGetValue(text, out var atom))
            return atom;
        for (var length = Math.Min(2, text.Length - 1); length > 0; length--)
        {
            if (Prefixes.TryGetValue(text[..length], out var prefix) && Atoms.TryGetValue(text[length..], out atom) && atom.IsMetric)
                return atom with { Unit = atom.Unit with { Code = text, Factor = prefix * atom.Unit.Factor } };
        }

        return null;
    }

    static void AddScale(string code, bool isMetric, double factor, double offset) =>
        Atoms.Add(code, new UcumAtom(new UcumUnit(code, factor, offset, UcumUnit.NoDimensions.Add("K", 1)), isMetric, IsAlone: true));
}

/// <summary>A unit atom of the table.</summary>
/// <param name="Unit">What it is.</param>
/// <param name="IsMetric">True when it takes prefixes.</param>
/// <param name="IsAlone">True for scales that are no plain multiples: they take no exponent and stand in no product.</param>
sealed record UcumAtom(UcumUnit Unit, bool IsMetric, bool IsAlone = false);
