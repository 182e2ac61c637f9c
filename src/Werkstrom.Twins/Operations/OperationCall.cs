using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Operations;

/// <summary>What goes into one run of an operation, checked against what the operation declares.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Inputs">Its input variables with their values.</param>
/// <param name="Inoutputs">Its in- and output variables with their values.</param>
/// <param name="Limit">How long the caller waits; null for as long as the setting allows.</param>
sealed record OperationCall(Operation Operation, IReadOnlyList<ISubmodelElement> Inputs, IReadOnlyList<ISubmodelElement> Inoutputs, TimeSpan? Limit)
{
    const string In = "inputArguments";
    const string InOut = "inoutputArguments";
    const string Waits = "clientTimeoutDuration";

    /// <summary>Reads a request of the specification.</summary>
    /// <param name="operation">What it asks to run.</param>
    /// <param name="request">Its body.</param>
    /// <param name="isValueOnly">Whether arguments are values by idShort instead of variables.</param>
    /// <param name="wrongs">Gets everything in which the request does not fit; then it must not be carried out.</param>
    public static OperationCall Read(Operation operation, JsonElement request, bool isValueOnly, List<Wrong> wrongs)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            wrongs.Add(new("schema", $"The body must be an object with {In}, {InOut} and {Waits}."));
            return new(operation, [], [], null);
        }

        wrongs.AddRange(request.EnumerateObject().Where(g => g.Name is not (In or InOut or Waits)).Select(g => new Wrong("schema", $"{g.Name}: is not of an operation request.")));
        if (isValueOnly && !request.TryGetProperty(Waits, out _))
            wrongs.Add(new("schema", $"{Waits}: is required and missing"));
        var inputs = Arguments(operation.InputVariables, request, In, isValueOnly, wrongs);
        var inoutputs = Arguments(operation.InoutputVariables, request, InOut, isValueOnly, wrongs);
        return new(operation, inputs, inoutputs, Duration(request, wrongs));
    }

    static TimeSpan? Duration(JsonElement request, List<Wrong> wrongs)
    {
        if (!request.TryGetProperty(Waits, out var text))
            return null;
        try
        {
            if (text.ValueKind == JsonValueKind.String && System.Xml.XmlConvert.ToTimeSpan(text.GetString()!) is var span && span > TimeSpan.Zero)
                return span;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // told below
        }

        wrongs.Add(new("schema", $"{Waits}: must be a duration above zero like PT10S."));
        return null;
    }

    static List<ISubmodelElement> Arguments(List<OperationVariable>? declared, JsonElement request, string name, bool isValueOnly, List<Wrong> wrongs)
    {
        List<ISubmodelElement> variables = [.. (declared ?? []).Select(v => v.Value)];
        HashSet<string> broken = new(StringComparer.Ordinal);
        var given = !request.TryGetProperty(name, out var json) ? []
            : isValueOnly ? Values(variables, json, name, broken, wrongs) : Variables(json, name, broken, wrongs);
        return OperationVariables.Fill(variables, given, broken, name, wrongs);
    }

    static List<ISubmodelElement> Variables(JsonElement json, string name, HashSet<string> broken, List<Wrong> wrongs)
    {
        List<ISubmodelElement> given = [];
        if (json.ValueKind != JsonValueKind.Array)
        {
            wrongs.Add(new("schema", $"{name}: must be a list of variables."));
            return given;
        }

        foreach (var (item, at) in json.EnumerateArray().Select((v, i) => (v, i)))
        {
            var reading = AasJson.Read<OperationVariable>(item);
            wrongs.AddRange(reading.Faults.Select(f => new Wrong(f.Rule, $"{name}[{at}].{f}")));
            if (reading.Value is { } variable)
                given.Add(variable.Value);
            else if (NameOf(item) is { } idShort)
                broken.Add(idShort);
        }

        return given;
    }

    static string? NameOf(JsonElement variable) =>
        variable.ValueKind == JsonValueKind.Object && variable.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("idShort", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    static List<ISubmodelElement> Values(List<ISubmodelElement> declared, JsonElement json, string name, HashSet<string> broken, List<Wrong> wrongs)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            wrongs.Add(new("schema", $"{name}: must be an object with the values by idShort."));
            return [];
        }

        try
        {
            Submodel variables = new() { Id = name, SubmodelElements = declared.Count == 0 ? null : declared };
            foreach (var write in ValueIn.Read(variables, json))
                variables = Tree.Change(variables, write.Path, write.Element);
            return [.. Tree.Children(variables).Where(v => json.TryGetProperty(v.IdShort!, out _))];
        }
        catch (ShellException wrong)
        {
            wrongs.AddRange(wrong.Wrongs.Select(w => w with { Text = $"{name}: {w.Text}" }));
            broken.UnionWith(json.EnumerateObject().Select(v => v.Name));
            return [];
        }
    }
}
