using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Constraints AASd-121 to AASd-128 on the keys of a reference, and what a reference must lead to.</summary>
static class ReferenceRules
{
    public static void Check(Reference reference, FaultList faults)
    {
        if (reference.Keys is not { Count: > 0 } keys)
            return;
        if (TypeOf(keys[0], faults) is { } first && !IsIdentifiable(first) && first != KeyTypes.GlobalReference)
            Tell(faults, 0, "AASd-121", keys, "the first key must be GlobalReference or an identifiable");
        if (faults.Lacks(reference, "type"))
            return;
        if (reference.Type == ReferenceTypes.ExternalReference)
            CheckExternal(keys, faults);
        else
            CheckModel(keys, faults);
    }

    static void CheckExternal(List<Key> keys, FaultList faults)
    {
        if (TypeOf(keys[0], faults) is { } first && first != KeyTypes.GlobalReference)
            Tell(faults, 0, "AASd-122", keys, "the first key of an external reference must be GlobalReference");
        if (TypeOf(keys[^1], faults) is { } last && last is not (KeyTypes.GlobalReference or KeyTypes.FragmentReference))
            Tell(faults, keys.Count - 1, "AASd-124", keys, "the last key of an external reference must be GlobalReference or FragmentReference");
    }

    static void CheckModel(List<Key> keys, FaultList faults)
    {
        var before = TypeOf(keys[0], faults);
        if (before is { } first && !IsIdentifiable(first))
            Tell(faults, 0, "AASd-123", keys, "the first key of a model reference must be a shell, a submodel or a concept description");
        for (var i = 1; i < keys.Count; i++)
        {
            var type = TypeOf(keys[i], faults);
            if (type is { } given && (IsIdentifiable(given) || given is KeyTypes.GlobalReference or KeyTypes.Referable))
                Tell(faults, i, "AASd-125", keys, "a key after the first must be a submodel element or FragmentReference");
            if (type == KeyTypes.FragmentReference && i < keys.Count - 1)
                Tell(faults, i, "AASd-126", keys, "only the last key may be FragmentReference");
            if (type == KeyTypes.FragmentReference && before is { } file && file is not (KeyTypes.File or KeyTypes.Blob))
                Tell(faults, i, "AASd-127", keys, "a FragmentReference must follow a File or a Blob");
            if (before == KeyTypes.SubmodelElementList && !faults.Lacks(keys[i], "value") && !IsIndex(keys[i].Value))
                faults.Add("keys", i, "value", "AASd-128", $"the key after a SubmodelElementList must be a position like 0 or 12, not {FaultList.Quote(keys[i].Value)}");
            before = type;
        }
    }

    /// <summary>A reference must lead to an element of the model of one of some types.</summary>
    public static void CheckTarget(string member, Reference? reference, FaultList faults, string what, Func<KeyTypes, bool> isTarget)
    {
        if (reference is not null && LeadsElsewhere(reference, isTarget, faults))
            faults.Add(member, "schema", $"must be a model reference to {what}");
    }

    /// <summary>Whether what is known of a reference is enough to say that it leads to no element of the model of one of some types.</summary>
    public static bool LeadsElsewhere(Reference reference, Func<KeyTypes, bool> isTarget, FaultList faults)
    {
        if (reference.Type != ReferenceTypes.ModelReference && !faults.Lacks(reference, "type"))
            return true;
        return reference.Keys is [.., var last] ? TypeOf(last, faults) is { } type && !isTarget(type) : !faults.Lacks(reference, "keys");
    }

    /// <summary>Null when it could not be read.</summary>
    static KeyTypes? TypeOf(Key key, FaultList faults) => faults.Lacks(key, "type") ? null : key.Type;

    public static bool IsReferable(KeyTypes type) => type is not (KeyTypes.GlobalReference or KeyTypes.FragmentReference);

    /// <summary>Whether two references are known to have other key values.</summary>
    public static bool Differ(Reference one, Reference other, FaultList faults) => !faults.Gaps.IsIn(one) && !faults.Gaps.IsIn(other) && !Match(one, other);

    /// <summary>Whether two references have the same key values.</summary>
    public static bool Match(Reference one, Reference other)
    {
        if (one.Keys.Count != other.Keys.Count)
            return false;
        for (var i = 0; i < one.Keys.Count; i++)
        {
            if (one.Keys[i].Value != other.Keys[i].Value)
                return false;
        }

        return true;
    }

    static bool IsIdentifiable(KeyTypes type) =>
        type is KeyTypes.AssetAdministrationShell or KeyTypes.ConceptDescription or KeyTypes.Submodel or KeyTypes.Identifiable;

    static bool IsIndex(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    static void Tell(FaultList faults, int at, string rule, List<Key> keys, string message) =>
        faults.Add("keys", at, "type", rule, $"{message}; it is {Meta.Literals.Of(keys[at].Type)}");
}
