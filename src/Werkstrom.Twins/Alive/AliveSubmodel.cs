using System.Buffers.Binary;
using System.Security.Cryptography;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Twins.Alive;

/// <summary>One submodel that shells of assets have.</summary>
/// <param name="Slot">Its place among them, 0 to 63, always the same.</param>
/// <param name="Name">Its idShort, and the last part of its identifier.</param>
/// <param name="Meaning">What it means.</param>
sealed record AliveSubmodel(int Slot, string Name, Reference Meaning)
{
    /// <summary>Version and revision of the template that it follows; null for none.</summary>
    public (string Version, string Revision)? Edition { get; init; }

    /// <summary>Identifier of the template; null for none.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Whether the asset has it; asked often.</summary>
    public required Func<Asset, bool> Has { get; init; }

    /// <summary>Makes its elements.</summary>
    public required Func<Asset, CancellationToken, ValueTask<AliveElements>> MakeAsync { get; init; }

    /// <summary>The administrative information of the submodel.</summary>
    public AdministrativeInformation? Administration => Edition is var (version, revision)
        ? new() { Version = version, Revision = revision, TemplateId = TemplateId } : null;
}

/// <summary>Elements that were made.</summary>
/// <param name="Elements">The elements; none when the asset has nothing to say.</param>
/// <param name="State">Another number with each other content; null when it is to be taken from the content.</param>
sealed record AliveElements(List<ISubmodelElement> Elements, long? State = null)
{
    /// <summary>A number of a content: the same content gives the same after a restart too.</summary>
    public static long StateOf(ReadOnlySpan<byte> content) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(content)) & long.MaxValue;
}
