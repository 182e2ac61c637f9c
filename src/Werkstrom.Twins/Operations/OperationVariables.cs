using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Operations;

/// <summary>Fits values to the variables that an operation declares, by their idShorts.</summary>
static class OperationVariables
{
    /// <summary>All declared variables: as they were given, or as they are declared when that has a value. Those of which is told that they are broken are not missing.</summary>
    public static List<ISubmodelElement> Fill(
        IReadOnlyList<ISubmodelElement> declared, IReadOnlyList<ISubmodelElement> given, HashSet<string> broken, string name, List<Wrong> wrongs)
    {
        Check(declared, given, name, wrongs);
        List<ISubmodelElement> filled = [];
        foreach (var variable in declared)
        {
            var value = given.FirstOrDefault(g => g.IdShort == variable.IdShort) ?? variable;
            if (ValueOut.Has(value))
                filled.Add(value);
            else if (!broken.Contains(variable.IdShort ?? ""))
                wrongs.Add(new("value", $"{name}: {ShellException.Quote(variable.IdShort ?? "")} is missing, and the operation has no value for it."));
        }

        return filled;
    }

    /// <summary>Tells what is given and not declared, given twice, or of another class or type.</summary>
    public static void Check(IReadOnlyList<ISubmodelElement> declared, IReadOnlyList<ISubmodelElement> given, string name, List<Wrong> wrongs)
    {
        HashSet<string> seen = [];
        foreach (var value in given)
        {
            var (idShort, variable) = (ShellException.Quote(value.IdShort ?? ""), declared.FirstOrDefault(d => d.IdShort == value.IdShort));
            if (variable is null)
                wrongs.Add(new("value", $"{name}: the operation has no variable {idShort} there."));
            else if (!seen.Add(idShort))
                wrongs.Add(new("value", $"{name}: {idShort} stands twice."));
            else if (Kind(variable) != Kind(value))
                wrongs.Add(new("value", $"{name}: {idShort} is of the kind {Kind(value)}; the operation asks for {Kind(variable)}."));
        }
    }

    static string Kind(ISubmodelElement element) => element switch
    {
        Property p => $"Property of {p.ValueType}",
        Aas.Model.Range r => $"Range of {r.ValueType}",
        _ => element.GetType().Name,
    };
}
