using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Werkstrom.Kernel.Data;

/// <summary>Stores an enum as its lower-case word, so that a row can be read without the program.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class EnumWord<T>() : ValueConverter<T, string>(
    value => value.ToString().ToLowerInvariant(),
    word => Enum.Parse<T>(word, true)) where T : struct, Enum;
