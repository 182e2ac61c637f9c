using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Werkstrom.Kernel.Data;

/// <summary>How C# types and names become columns of the registry, the same on SQLite and PostgreSQL (see the README of Kernel).</summary>
public static class RegistryConventions
{
    extension(ModelConfigurationBuilder conventions)
    {
        /// <summary>
        /// Instants as Unix milliseconds (<c>*_ms</c>), spans as microseconds (<c>*_us</c>), money as micro-cents (<c>*_mc</c>), booleans as 0
        /// and 1, enums as their names, whole numbers as BIGINT; columns in snake_case. Call it in <c>ConfigureConventions</c> of every module's context.
        /// </summary>
        public void UseRegistry()
        {
            conventions.Properties<DateTimeOffset>().HaveConversion<UnixMillis>();
            conventions.Properties<TimeSpan>().HaveConversion<SpanMicros>();
            conventions.Properties<decimal>().HaveConversion<MicroCents>();
            conventions.Properties<bool>().HaveConversion<BoolToZeroOneConverter<long>>();
            conventions.Properties<Enum>().HaveConversion<string>();
            conventions.Properties<int>().HaveConversion<long>();
            conventions.Conventions.Add(_ => new SnakeCaseColumns());
        }
    }

    /// <summary>The snake_case form of a name: <c>CreatedAt</c> becomes <c>created_at</c>.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLower(name[i], CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}

/// <summary>Gives each column without a name of its own the snake_case name of its property, with <c>_ms</c> or <c>_us</c> for times, <c>_mc</c> for money.</summary>
sealed class SnakeCaseColumns : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
            NameColumns(entity);
    }

    static void NameColumns(IConventionTypeBase type)
    {
        foreach (var property in type.GetDeclaredProperties())
            property.Builder.HasColumnName(Name(property));
        foreach (var part in type.GetDeclaredComplexProperties())
            NameColumns(part.ComplexType);
    }

    static string Name(IConventionProperty property)
    {
        var name = RegistryConventions.SnakeCase(property.Name);
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(TimeSpan))
            return name + "_us";
        if (type == typeof(decimal))
            return name + "_mc";
        if (type != typeof(DateTimeOffset))
            return name;
        return (name.EndsWith("_at", StringComparison.Ordinal) ? name[..^3] : name) + "_ms";
    }
}

/// <summary>Stores spans as whole microseconds: enough for a signal at 10 kHz.</summary>
public sealed class SpanMicros() : ValueConverter<TimeSpan, long>(
    span => span.Ticks / TimeSpan.TicksPerMicrosecond,
    micros => new TimeSpan(micros * TimeSpan.TicksPerMicrosecond));
