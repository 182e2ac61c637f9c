using System.Text.Json;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>The usual changes of stored entries.</summary>
static class AasChanges
{
    extension(Shelf shelf)
    {
        /// <summary>Stores something new.</summary>
        public async Task<Entry> CreateAsync(EntryKind kind, IIdentifiable value, CancellationToken stop)
        {
            var put = Put(kind, value);
            return (await shelf.ChangeAsync(kind, value.Id, before => before is null ? put : throw ShellException.Exists(kind, value.Id), stop))!;
        }

        /// <summary>Puts something in the place of what has its identifier.</summary>
        public async Task<Entry> ReplaceAsync(AasCall call, EntryKind kind, string id, IIdentifiable value)
        {
            if (value.Id != id)
                throw ShellException.BadRequest($"The path names {ShellException.Quote(id)} and the body has the id {ShellException.Quote(value.Id)}; they must be the same.");
            var put = Put(kind, value);
            return (await shelf.ChangeAsync(kind, id, before =>
            {
                call.Found(before, kind, id);
                return put;
            }, call.Stop))!;
        }

        /// <summary>Removes something.</summary>
        public Task RemoveAsync(AasCall call, EntryKind kind, string id) => shelf.ChangeAsync([call.Removal(kind, id)], call.Stop);

        /// <summary>Changes a part of something; the whole must conform afterwards.</summary>
        public async Task<Entry> EditAsync<T>(AasCall call, EntryKind kind, string id, Func<T, T> edit) where T : class, IIdentifiable =>
            (await shelf.ChangeAsync(kind, id, before =>
                Checked(kind, edit((T)call.Found(before, kind, id).Value)), call.Stop))!;
    }

    /// <summary>The end of something that is there.</summary>
    public static DocumentChange Removal(this AasCall call, EntryKind kind, string id) => new(kind, id, before =>
    {
        call.Found(before, kind, id);
        return new DocumentPlan.Remove();
    });

    /// <summary>The entry, when it is there and the caller has read it as it is.</summary>
    public static Entry Found(this AasCall call, Entry? before, EntryKind kind, string id)
    {
        var entry = before ?? throw ShellException.NotFound(kind, id);
        call.CheckMatch(entry);
        return entry;
    }

    /// <summary>A document of an object that was changed.</summary>
    /// <exception cref="ShellException">It does not conform any more.</exception>
    public static DocumentPlan.Put Checked(EntryKind kind, IIdentifiable value)
    {
        var faults = AasRules.Check(value);
        return faults.Count == 0 ? Put(kind, value) : throw ShellException.Of(faults);
    }

    /// <summary>A document of an object that conforms.</summary>
    public static DocumentPlan.Put Put(EntryKind kind, IIdentifiable value) => new(AasJson.Write(value), value, SearchKeys.Of(kind, value));

    /// <summary>The object with the attributes of a JSON object in the place of its own; the others stay.</summary>
    public static T Merge<T>(T before, JsonElement given, IReadOnlyList<string> forbidden, CodeJudge codes) where T : class, IClass
    {
        if (given.ValueKind != JsonValueKind.Object)
            throw ShellException.BadRequest("The body must be an object with the attributes that change.");
        var merged = DeepJson.Node(AasJson.Write(before))!.AsObject();
        List<Wrong> wrongs = [];
        foreach (var attribute in given.EnumerateObject())
        {
            if (forbidden.Contains(attribute.Name))
                wrongs.Add(new("schema", $"{attribute.Name}: is no metadata; write it to the element itself or to its $value."));
            else if (attribute.Name is "modelType" or "id" && merged[attribute.Name]?.ToString() != attribute.Value.ToString())
                wrongs.Add(new("schema", $"{attribute.Name}: cannot be changed."));
            else
                merged[attribute.Name] = DeepJson.Copy(attribute.Value);
        }

        if (wrongs.Count > 0)
            throw new ShellException(Refusal.BadRequest, wrongs);
        var json = DeepJson.Write(merged);
        var reading = AasJson.Read<T>(json);
        if (reading.Value is { } value)
            return codes.Checked(value);
        throw ShellException.Of([.. reading.Faults, .. AasJson.Read<T>(json, ReadOptions.Tolerant).Value is { } rest ? codes.Faults(rest) : []]);
    }
}
