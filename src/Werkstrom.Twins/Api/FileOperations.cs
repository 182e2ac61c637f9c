using Microsoft.AspNetCore.Http;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Twins.Api;

/// <summary>Thumbnails of shells, and the files of elements.</summary>
sealed class FileOperations(Shelf shelf, SubmodelAccess submodels, StoredFiles files) : IAasOperations
{
    const string Thumbnail = "/shells/{aasIdentifier}/asset-information/thumbnail";

    public IEnumerable<AasOperation> All =>
    [
        new("GET", Thumbnail, Policies.Read, GetThumbnailAsync),
        new("PUT", Thumbnail, Policies.Engineer, async c => await SetThumbnailAsync(c, await c.ReadFileAsync())),
        new("DELETE", Thumbnail, Policies.Engineer, c => SetThumbnailAsync(c, null)),
        .. SubmodelAccess.Ways.Select(way => way + "/submodel-elements/{idShortPath}/attachment").SelectMany(way => new AasOperation[]
        {
            new("GET", way, Policies.Read, GetAsync),
            new("PUT", way, Policies.Engineer, async c => await SetAsync(c, await c.ReadFileAsync())),
            new("DELETE", way, Policies.Engineer, c => SetAsync(c, null)),
        }),
    ];

    async Task GetThumbnailAsync(AasCall call)
    {
        var shell = (await shelf.GetAsync(EntryKind.Shell, call.Shell, call.Stop)).Shell;
        await SendAsync(call, shell.AssetInformation.DefaultThumbnail?.Path, "The shell has no thumbnail here.");
    }

    async Task SetThumbnailAsync(AasCall call, FileRow? file)
    {
        var id = call.Shell;
        await shelf.ChangeAsync(EntryKind.Shell, id, before =>
        {
            var shell = Tree.Copy(call.Found(before, EntryKind.Shell, id).Shell);
            var old = shell.AssetInformation.DefaultThumbnail?.Path;
            if (file is null && old is null)
                throw new ShellException(Refusal.NotFound, "The shell has no thumbnail.");
            shell.AssetInformation = Tree.Copy(shell.AssetInformation);
            shell.AssetInformation.DefaultThumbnail = file is null ? null : new() { Path = file.Path, ContentType = file.ContentType };
            return AasChanges.Checked(EntryKind.Shell, shell) with { Files = file is null ? [] : [file] };
        }, call.Stop);
        call.Http.Response.StatusCode = file is null ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
    }

    async Task GetAsync(AasCall call)
    {
        var (_, element) = await submodels.ElementAsync(call);
        if (element is Blob { Value: { } bytes } blob)
            await call.SendFileAsync(bytes, blob.ContentType, AasFiles.Safe(element.IdShort ?? ""));
        else
            await SendAsync(call, Holder(element, call.Path) is File file ? file.Value : null, $"{ShellException.Quote(call.Path.Text)} has no file here.");
    }

    async Task SendAsync(AasCall call, string? path, string missing)
    {
        var file = path is null ? null : await files.FindAsync(path, call.Stop);
        if (file is null)
            throw new ShellException(Refusal.NotFound, missing);
        await call.SendFileAsync(file.Bytes, file.ContentType, file.FileName);
    }

    async Task SetAsync(AasCall call, FileRow? file)
    {
        await submodels.CheckShellAsync(call);
        var (id, path) = (call.Submodel, call.Path);
        await shelf.ChangeAsync(EntryKind.Submodel, id, before =>
        {
            var submodel = call.Found(before, EntryKind.Submodel, id).Submodel;
            var element = Holder(SubmodelAccess.Element(submodel, path), path);
            if (file is null && element is File { Value: null } or Blob { Value: null })
                throw new ShellException(Refusal.NotFound, $"{ShellException.Quote(path.Text)} has no file.");
            var put = AasChanges.Checked(EntryKind.Submodel, Tree.Change(submodel, path, With(element, file)));
            return put with { Files = element is File && file is not null ? [file] : [] };
        }, call.Stop);
        call.Http.Response.StatusCode = file is null ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
    }

    static IDataElement Holder(ISubmodelElement element, ElementPath path) => element is File or Blob ? (IDataElement)element
        : throw ShellException.BadRequest($"{ShellException.Quote(path.Text)} is of the class {element.GetType().Name}; only File and Blob have a file.");

    static ISubmodelElement With(IDataElement element, FileRow? file)
    {
        var copy = Tree.Copy(element);
        switch (copy)
        {
            case File f:
                (f.Value, f.ContentType) = (file?.Path, file?.ContentType ?? f.ContentType);
                break;
            case Blob b:
                (b.Value, b.ContentType) = (file?.Bytes, file?.ContentType ?? b.ContentType);
                break;
        }

        return copy;
    }
}
